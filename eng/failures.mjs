// What failed and why, in few lines each, out of the reports of the test runners.

const mostLines = 30;

// essence(TITLE, TEXT): a failure without colours, attachments and the deeper stack.
export function essence(title, text) {
  const lines = text
    .replace(/\x1b\[[0-9;]*m/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const more = lines.length > mostLines ? [`… ${lines.length - mostLines} more lines`] : [];
  return [`FAILED ${title}`, ...lines.slice(0, mostLines), ...more].join('\n    ');
}

// dotnetFailures(NAME, XML): of an xunit report.
export function dotnetFailures(name, xml) {
  const found = [];
  for (const [, attributes, body] of xml.matchAll(/<test ([^>]*\bresult="Fail"[^>]*)>(.*?)<\/test>/gs)) {
    const title = /\bname="([^"]*)"/.exec(attributes)?.[1] ?? name;
    const parts = ['message', 'stack-trace', 'output'].map((tag) => element(body, tag)).filter(Boolean);
    found.push(essence(unescape(title), parts.join('\n')));
  }

  for (const [, attributes, body] of xml.matchAll(/<error ([^>]*)>(.*?)<\/error>/gs))
    found.push(essence(`${name}: ${unescape(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? 'error')}`, element(body, 'message')));
  return found;
}

// webFailures(REPORT): of a vitest JSON report.
export function webFailures({ testResults }) {
  return testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed');
    if (file.status === 'failed' && failed.length === 0) return [essence(file.name, file.message ?? '')];
    return failed.map(({ fullName, failureMessages }) => essence(`${file.name}: ${fullName}`, failureMessages.join('\n')));
  });
}

// endToEndFailures(SUITES, ERRORS): of a playwright JSON report.
export function endToEndFailures(suites, errors) {
  const found = errors.map((error) => essence('e2e', error.message ?? JSON.stringify(error)));
  for (const { title, results } of specs(suites))
    for (const { status, errors: reasons, steps } of results.filter((result) => result.status !== 'passed' && result.status !== 'skipped')) {
      const step = steps?.find((each) => each.error)?.title;
      const text = reasons.map(({ message, snippet, location }) =>
        [location && `at ${location.file}:${location.line}`, message, snippet].filter(Boolean).join('\n'),
      );
      found.push(essence(`${title} (${status})${step ? `, in the step '${step}'` : ''}`, text.join('\n')));
    }
  return found;
}

function* specs(suites = []) {
  for (const suite of suites) {
    yield* specs(suite.suites);
    for (const { title, tests } of suite.specs ?? []) for (const { results } of tests) yield { title, results };
  }
}

function element(xml, tag) {
  const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(xml)?.[1] ?? '';
  return text.startsWith('<![CDATA[') ? text.slice(9, -3) : unescape(text);
}

function unescape(text) {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
