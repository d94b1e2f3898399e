/** Finds all places of something in a text, as pairs of begin and end. */
export type Finder = (text: string) => [number, number][];

export interface LineFilter {
  matches(text: string): boolean;
  /** What made a line match, to be highlighted. */
  find: Finder;
}

/** More are not marked in one line. */
const mostMarks = 500;

const terms = /(-?)(?:"([^"]*)"|\/((?:[^/\\]|\\.)+)\/|(\S+))/g;

/**
 * Reads a filter: words must all be there, `-word` must not, `"two words"` belong together and `/…/` is a regular expression. Null where there is nothing to filter by; a regular
 * expression that is none is an error.
 */
export function parseFilter(text: string): LineFilter | null | 'error' {
  const wanted: Finder[] = [];
  const unwanted: Finder[] = [];
  for (const [, minus, quoted, pattern, word] of text.matchAll(terms)) {
    const finder = pattern === undefined ? textFinder(quoted ?? word ?? '') : patternFinder(pattern);
    if (!finder) {
      if (pattern !== undefined) return 'error';
      continue;
    }
    (minus ? unwanted : wanted).push(finder);
  }
  if (wanted.length + unwanted.length === 0) return null;
  return {
    matches: (line) => wanted.every((find) => find(line).length > 0) && !unwanted.some((find) => find(line).length > 0),
    find: (line) => wanted.flatMap((find) => find(line)),
  };
}

/** Finds a text, whatever its case. */
export function textFinder(sought: string): Finder | null {
  if (!sought) return null;
  const pattern = new RegExp(sought.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'giu');
  return (text) => all(text, pattern);
}

function patternFinder(source: string): Finder | null {
  try {
    const pattern = new RegExp(source, 'gi');
    return (text) => all(text, pattern);
  } catch {
    return null;
  }
}

function all(text: string, pattern: RegExp): [number, number][] {
  const found: [number, number][] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match && found.length < mostMarks; match = pattern.exec(text)) {
    if (match[0].length === 0) pattern.lastIndex++;
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}
