import type { LogLine, LogStore } from './LogStore';

/** So much of a line is drawn until somebody asks for more. */
export const shortLength = 2_000;
const more = 64 * 1024;

// eslint-disable-next-line no-control-regex
const narrow = /^[\u0000-\u02ff]*$/;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud83c-\ud83e][\udc00-\udfff]/g;

/** How wide a text is, in characters of a fixed width: those of Chinese and emoji count two. */
export const widthOf = (text: string): number =>
  narrow.test(text) ? text.length : text.length + (text.match(wide)?.length ?? 0);

/** Where each line of a log stands, in rows: one each, or as many as it is broken into. Kept in step with the lines at the cost of those that are new. */
export class RowLayout {
  private ends: number[] = [];
  private before = 0;
  private round = -1;
  private gone = 0;
  private columns = 0;
  private prefix: unknown = null;
  private readonly opened = new Map<number, number>();

  /** How much of a line is drawn, in characters. */
  lengthOf(line: LogLine): number {
    return Math.min(line.text.length, this.opened.get(line.number) ?? shortLength);
  }

  /** Draws more of a line. */
  open(line: LogLine): void {
    this.opened.set(line.number, (this.opened.get(line.number) ?? shortLength) + more);
    this.round = -1;
  }

  /** Counts what is new; everything where `prefix` or `columns` are others (0: lines are not broken). */
  update(store: LogStore, columns: number, prefix: (line: LogLine) => string): void {
    if (this.round !== store.round || this.columns !== columns || this.prefix !== prefix) {
      this.round = store.round;
      this.columns = columns;
      this.prefix = prefix;
      this.ends = [];
      this.before = 0;
      this.gone = store.gone;
    }
    const gone = Math.min(store.gone - this.gone, this.ends.length);
    if (gone > 0) {
      this.before = this.ends[gone - 1] ?? this.before;
      this.ends.splice(0, gone);
    }
    this.gone = store.gone;
    for (let at = this.ends.length; at < store.shown.length; at++) {
      const line = store.shown[at];
      if (line) this.ends.push((this.ends.at(-1) ?? this.before) + this.rowsOf(line, columns, prefix));
    }
  }

  get rows(): number {
    return (this.ends.at(-1) ?? this.before) - this.before;
  }

  /** The row at which a line begins. */
  topOf(index: number): number {
    return (index > 0 ? (this.ends[index - 1] ?? this.before) : this.before) - this.before;
  }

  /** The line that a row belongs to. */
  indexAt(row: number): number {
    let low = 0;
    let high = this.ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ends[middle] ?? 0) - this.before > row) high = middle;
      else low = middle + 1;
    }
    return Math.min(low, Math.max(0, this.ends.length - 1));
  }

  private rowsOf(line: LogLine, columns: number, prefix: (line: LogLine) => string): number {
    const length = this.lengthOf(line);
    const hasMore = length < line.text.length ? 1 : 0;
    if (columns === 0) return 1;
    return Math.max(1, Math.ceil((widthOf(line.text.slice(0, length)) + widthOf(prefix(line))) / columns)) + hasMore;
  }
}
