/** A list with more rows than this has only those in its document that are on the screen, and some beyond. */
export const windowedFrom = 100;

/** So many rows are kept above and below the screen, and the window moves by so many at once. */
const beyond = 12;
const step = 6;

/** Rows `first` to `last`, the last one not included. */
export interface RowRange {
  first: number;
  last: number;
}

/** The rows that belong into the document when so much of the list is scrolled away and so much is on the screen; all in pixels. */
export function rowsInView(scrolled: number, view: number, rowHeight: number, count: number): RowRange {
  const first = Math.floor(scrolled / rowHeight / step) * step - beyond;
  const last = Math.ceil((scrolled + view) / rowHeight / step) * step + beyond;
  return { first: Math.max(0, Math.min(first, count - 1)), last: Math.max(0, Math.min(last, count)) };
}

/** A row that is drawn, and how many before it are not. */
export interface DrawnRow {
  index: number;
  skipped: number;
}

/** What is drawn: the rows of the window, and the one that has the focus, wherever it is. `after` counts what is not drawn at the end. */
export function drawnRows(
  { first, last }: RowRange,
  active: number,
  count: number,
): { rows: DrawnRow[]; after: number } {
  const length = Math.max(0, Math.min(last, count) - first);
  const indexes = Array.from({ length }, (_each, offset) => first + offset);
  if (active >= 0 && active < count && (active < first || active >= last)) {
    if (active < first) indexes.unshift(active);
    else indexes.push(active);
  }
  let next = 0;
  const rows = indexes.map((index) => {
    const skipped = index - next;
    next = index + 1;
    return { index, skipped };
  });
  return { rows, after: count - next };
}
