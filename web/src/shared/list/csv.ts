import type { Column } from './descriptor';

/** Rows as comma-separated values (RFC 4180), with a heading line. */
export function toCsv<Row>(columns: readonly Column<Row>[], titles: readonly string[], rows: readonly Row[]): string {
  const lines = [titles, ...rows.map((row) => columns.map(({ text }) => text?.(row) ?? ''))];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

function cell(value: string): string {
  // A spreadsheet would calculate what begins like this: names and annotations of strangers must stay text.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
