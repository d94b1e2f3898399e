// Runs the test suites and counts them together: node eng/test.mjs [unit] [integration] [web] [e2e]
// Ends with one line "N passed, M failed"; exits with 1 on any failure, and on a skip that nothing explains.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { dotnetFailures, endToEndFailures, webFailures } from './failures.mjs';

const home = process.env.KPANDA_HOME ?? join(import.meta.dirname, '..');
const results = join(home, 'artifacts/test-results');
const suites = ['unit', 'integration', 'web', 'e2e'];

// A test program that takes longer than this hangs: many times what the longest needs on a developer's machine.
const patience = 40 * 60_000;

// A test may skip itself only for want of something that no setup can install, and must say what.
const explainedSkips = [/KPANDA_TEST_KUBECONFIGS/, /KPANDA_TEST_KUBECTL /];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.includes(name));
if (unknown.length > 0) {
  console.error(`There is no suite '${unknown[0]}'. There are: ${suites.join(', ')}.`);
  process.exit(2);
}

const chosen = wanted.length > 0 ? wanted : suites;
const began = Date.now();
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

await prepare();
if (chosen.includes('unit')) await runAll(dotnetTests().filter((name) => !isIntegration(name)), availableParallelism());
if (chosen.includes('integration')) await runAll(dotnetTests().filter(isIntegration), 1);
if (chosen.includes('web')) await runWeb();
if (chosen.includes('e2e')) await runEndToEnd();

finish();

// The essence of every failure stands last: what keeps only the end of this output keeps the reasons.
function finish() {
  for (const failure of failures) console.log(`\n${failure}`);
  if (failures.length > 0) console.log();
  console.log(`(${seconds(began)} s, ${totals.skipped} skipped)`);
  console.log(`${totals.passed} passed, ${totals.failed} failed`);
  process.exit(totals.failed > 0 ? 1 : 0);
}

async function prepare() {
  const steps = [];
  if (chosen.some((suite) => suite !== 'web')) steps.push('build_solution');
  if (chosen.includes('unit') || chosen.includes('integration')) steps.push('install_packages tests/JavaScriptClient', 'install_packages tests/OidcProvider');
  if (chosen.includes('web')) steps.push('install_packages web');
  if (chosen.includes('e2e')) steps.push('build_console', 'install_packages tests/EndToEnd');
  const script = ['set -euo pipefail', `source "$KPANDA_HOME/eng/launcher/build.sh"`, ...steps].join('\n');
  const { code, output } = await run('bash', ['-c', script], home);
  if (code === 0) return;
  fail('build', began, output);
  finish();
}

function dotnetTests() {
  return readdirSync(join(home, 'tests')).filter((name) => name.endsWith('.Tests')).sort();
}

function isIntegration(name) {
  return name === 'Kpanda.Integration.Tests';
}

async function runAll(names, atOnce) {
  const waiting = [...names];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let name = waiting.shift(); name; name = waiting.shift()) await runDotnet(name);
    }),
  );
}

async function runDotnet(name) {
  const start = Date.now();
  const report = join(results, `${name}.xml`);
  const program = join(home, 'artifacts/bin', name, 'release', name);
  const { output, hung } = await run(program, ['-noColor', '-reporter', 'verbose', '-xml', report], home, {}, patience);
  if (hung) return fail(name, start, `${name} did not end within ${patience / 60_000} minutes. Tests that had not ended:\n${unfinished(output).join('\n')}`);
  if (!existsSync(report)) return fail(name, start, output);
  const xml = readFileSync(report, 'utf8');
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [assembly] of xml.matchAll(/<assembly .*?>/gs)) {
    sum.passed += number(assembly, 'passed');
    sum.failed += number(assembly, 'failed') + number(assembly, 'errors');
  }

  // How much of the published APIs is covered, and what is not, stands in the output of every run.
  for (const [line] of xml.matchAll(/^.*\w+: covered \d+ of \d+, \d+ differences$|^  \w+: \d+ of \d+(, without .*)?$/gm)) console.log(`     ${line.replace(/^.*>(<!\[CDATA\[)?/, '')}`);
  for (const [, reason] of xml.matchAll(/<reason>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?<\/reason>/gs)) countSkip(sum, name, reason);
  if (sum.passed + sum.failed + sum.skipped === 0) return fail(name, start, `${name} has no tests.`);
  if (sum.failed > 0) failures.push(...dotnetFailures(name, xml));
  count(name, sum, start);
}

async function runWeb() {
  const folder = join(home, 'web');
  let start = Date.now();
  const check = await run('npm', ['run', 'check', '--silent'], folder);
  if (check.code !== 0) fail('web check', start, check.output);
  else count('web check', { passed: 1, failed: 0, skipped: 0 }, start);

  start = Date.now();
  const report = join(results, 'web.json');
  const { output } = await run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`], folder);
  if (!existsSync(report)) return fail('web', start, output);
  const json = JSON.parse(readFileSync(report, 'utf8'));
  // A file that cannot even be loaded has no failed test of its own.
  const broken = json.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  const sum = { passed: json.numPassedTests, failed: json.numFailedTests + broken, skipped: 0 };
  for (let i = 0; i < json.numPendingTests + json.numTodoTests; i++) countSkip(sum, 'web', '');
  if (sum.failed > 0) failures.push(...webFailures(json));
  count('web', sum, start);
}

async function runEndToEnd() {
  const start = Date.now();
  const report = join(results, 'e2e.json');
  const folder = join(home, 'tests/EndToEnd');
  const { output } = await run('npx', ['playwright', 'test', '--reporter=list,json'], folder, { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  if (!existsSync(report)) return fail('e2e', start, output);
  const { stats, errors, suites: files } = JSON.parse(readFileSync(report, 'utf8'));
  // A flaky test is a broken one.
  const sum = { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: 0 };
  for (const reason of skipReasons(files)) countSkip(sum, 'e2e', reason);
  if (sum.failed > 0) failures.push(...endToEndFailures(files, errors));
  count('e2e', sum, start);
}

function* skipReasons(files) {
  for (const file of files ?? []) {
    yield* skipReasons(file.suites);
    for (const spec of file.specs ?? [])
      for (const test of spec.tests)
        if (test.status === 'skipped') yield test.annotations.find((note) => note.type === 'skip')?.description ?? '';
  }
}

function countSkip(sum, name, reason) {
  sum.skipped++;
  if (explainedSkips.some((known) => known.test(reason))) return;
  sum.failed++;
  failures.push(`${name}: a test was skipped without an accepted reason: ${reason || '(none given)'}`);
}

function fail(name, start, output) {
  failures.push([`FAILED ${name}`, ...output.trim().split('\n').slice(-60)].join('\n    '));
  count(name, { passed: 0, failed: 1, skipped: 0 }, start);
}

function count(name, sum, start) {
  for (const key of Object.keys(totals)) totals[key] += sum[key];
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  console.log(`${sum.failed > 0 ? 'FAIL' : 'ok  '} ${name.padEnd(28)} ${sum.passed} passed, ${sum.failed} failed${skipped} (${seconds(start)} s)`);
}

function number(tag, attribute) {
  return Number(new RegExp(`\\b${attribute}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}

function seconds(start) {
  return ((Date.now() - start) / 1000).toFixed(1);
}

/** The tests that started and did not finish, from the verbose output of a test program. */
function unfinished(output) {
  const open = new Set();
  for (const [, test, state] of output.matchAll(/^\s*(.+) \[(STARTING|FINISHED)\]/gm)) state === 'STARTING' ? open.add(test) : open.delete(test);
  return [...open];
}

/** Runs a program to its end, or kills it after a limit in milliseconds. */
function run(program, args, cwd, env = {}, limit = 0) {
  return new Promise((resolve) => {
    let output = '';
    let hung = false;
    const child = spawn(program, args, { cwd, env: { ...process.env, KPANDA_HOME: home, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    const impatience = limit && setTimeout(() => ((hung = true), child.kill('SIGKILL')), limit);
    child.on('error', (error) => resolve({ code: 1, output: `${program}: ${error.message}` }));
    child.on('close', (code) => {
      clearTimeout(impatience);
      resolve({ code: code ?? 1, output, hung });
    });
  });
}
