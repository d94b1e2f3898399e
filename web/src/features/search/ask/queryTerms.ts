/** A term of a search, and where it stands in what was typed. */
export interface QueryTerm {
  start: number;
  end: number;
  /** As typed, quotes and all. */
  text: string;
  /** What stands before the first colon; empty for a word of the name. */
  key: string;
  /** What stands behind it, without quotes. */
  value: string;
}

/** The keys of the search language, in the order of the help; the server reads the same. */
export const queryKeys = [
  'kind',
  'cluster',
  'namespace',
  'name',
  'label',
  'status',
  'severity',
  'owner',
  'image',
  'node',
  'ip',
  'created',
  'changed',
  'field',
] as const;

const known: ReadonlySet<string> = new Set([...queryKeys, 'ns']);

export const isKnownKey = (key: string): boolean => known.has(key);

/** Takes a search apart as the server does: spaces part terms, double quotes hold a value together. */
export function splitTerms(query: string): QueryTerm[] {
  const terms: QueryTerm[] = [];
  for (const match of query.matchAll(/(?:"[^"]*"?|[^\s"])+/g)) {
    const text = match[0];
    const colon = text.search(/^[^":]*:/) === 0 ? text.indexOf(':') : -1;
    terms.push({
      start: match.index,
      end: match.index + text.length,
      text,
      key: colon < 0 ? '' : text.slice(0, colon),
      value: text.slice(colon + 1).replaceAll('"', ''),
    });
  }
  return terms;
}

/** Whether nothing is half typed at the end: a word of the name is whole at any time, a term with a key once a space follows. */
export function isWhole(query: string): boolean {
  const last = splitTerms(query).at(-1);
  return !last || last.key === '' || last.end < query.length;
}

/** The term that the caret is in or behind; null between terms. */
export const termAt = (query: string, caret: number): QueryTerm | null =>
  splitTerms(query).find(({ start, end }) => start < caret && caret <= end) ?? null;

/** Puts a completion in the place of a term, or where the caret is; one that is complete gets a space behind it. */
export function complete(query: string, caret: number, completion: string): { query: string; caret: number } {
  const term = termAt(query, caret);
  const start = term?.start ?? caret;
  const end = term?.end ?? caret;
  const isComplete = !/[:=/]$/.test(completion);
  const rest = query.slice(end);
  const text = isComplete && !rest.startsWith(' ') ? `${completion} ` : completion;
  return {
    query: query.slice(0, start) + text + rest,
    caret: start + text.length + (isComplete && rest.startsWith(' ') ? 1 : 0),
  };
}

/** Adds a term, or takes it away where it is there. */
export function flipTerm(query: string, text: string): string {
  const terms = splitTerms(query).map((term) => term.text);
  const rest = terms.filter((term) => term.toLowerCase() !== text.toLowerCase());
  return (rest.length === terms.length ? [...terms, text] : rest).join(' ');
}

export const hasTerm = (query: string, text: string): boolean =>
  splitTerms(query).some((term) => term.text.toLowerCase() === text.toLowerCase());
