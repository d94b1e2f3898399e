import { plainText } from './ansi';
import type { Finder, LineFilter } from './matcher';

export interface LogSource {
  id: number;
  pod: string;
  container: string;
}

export interface LogLine {
  /** Grows from line to line, over all of the log. */
  number: number;
  source: LogSource | undefined;
  /** As the member wrote it; empty for a notice. */
  time: string;
  /** With its colours. */
  raw: string;
  /** Without. */
  text: string;
  /** What happened to the container, in place of a line. */
  notice?: string;
  /** The line was longer than what is kept of it. */
  isCut?: boolean;
}

/** A line as the socket tells it: source, time (or what happened), text, flags. */
export type ToldLine = [number, string, string, number];

const rest = 1;
const goesOn = 2;
const notice = 4;

export const mostLines = 100_000;
const mostCharacters = 48 * 1024 * 1024;
const mostOfALine = 8 * 1024 * 1024;
/** So many go at a time, so that not every line moves all others. */
const goneAtATime = 5_000;

/**
 * The lines of a log that the page keeps, and those of them that are shown. Bounded in lines and in characters: the oldest go. Tells of changes once for each picture that is drawn.
 */
export class LogStore {
  shown: LogLine[] = [];
  /** Numbers of the lines that the search found, in order. */
  found: number[] = [];
  version = 0;
  /** Another number whenever `shown` is no longer what was appended to it. */
  round = 0;
  /** How many lines went from the beginning of `shown` in this round. */
  gone = 0;
  private lines: LogLine[] = [];
  private characters = 0;
  private next = 1;
  private filter: LineFilter | null = null;
  private finder: Finder | null = null;
  /** For `pod/container` the time of its last line: where a page that comes back goes on. */
  readonly lastTimes: Record<string, string> = {};
  private readonly sources = new Map<number, LogSource>();
  private readonly parts = new Map<number, LogLine>();
  private readonly listeners = new Set<() => void>();
  private frame = 0;

  get count(): number {
    return this.lines.length;
  }

  /** Whether there is no room without something going that is there. */
  get isFull(): boolean {
    return this.lines.length >= mostLines || this.characters >= mostCharacters;
  }

  name(sources: readonly LogSource[]): void {
    for (const source of sources) this.sources.set(source.id, source);
  }

  append(told: readonly ToldLine[]): void {
    for (const [id, time, text, flags] of told) {
      const open = flags & rest ? this.parts.get(id) : undefined;
      const line = open ?? { number: 0, source: this.sources.get(id), time, raw: '', text: '' };
      if (flags & notice) Object.assign(line, { time: '', notice: time });
      if (line.raw.length + text.length <= mostOfALine) line.raw += text;
      else line.isCut = true;
      if (flags & goesOn) this.parts.set(id, line);
      else {
        this.parts.delete(id);
        this.add(line);
      }
    }
    this.drop();
    this.tell();
  }

  setFilter(filter: LineFilter | null): void {
    this.filter = filter;
    this.show();
  }

  setFinder(finder: Finder | null): void {
    this.finder = finder;
    this.found = finder ? this.shown.filter((line) => this.isFound(line)).map(({ number }) => number) : [];
    this.tell();
  }

  clear(): void {
    this.lines = [];
    this.characters = 0;
    this.show();
  }

  /** The connection broke: what was begun will be told again. */
  breakOff(): void {
    this.parts.clear();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): number => this.version;

  private add(line: LogLine): void {
    line.number = this.next++;
    line.text = plainText(line.raw);
    this.lines.push(line);
    if (line.source && line.time) this.lastTimes[`${line.source.pod}/${line.source.container}`] = line.time;
    this.characters += line.raw.length;
    if (!this.isShown(line)) return;
    this.shown.push(line);
    if (this.isFound(line)) this.found.push(line.number);
  }

  private drop(): void {
    if (this.lines.length <= mostLines + goneAtATime && this.characters <= mostCharacters) return;
    let count = 0;
    while (
      count < this.lines.length &&
      (this.lines.length - count > mostLines || this.characters > mostCharacters * 0.9)
    ) {
      this.characters -= this.lines[count]?.raw.length ?? 0;
      count++;
    }
    this.lines.splice(0, count);
    const first = this.lines[0]?.number ?? this.next;
    const hidden = this.shown.findIndex(({ number }) => number >= first);
    this.gone += this.shown.splice(0, hidden < 0 ? this.shown.length : hidden).length;
    const lost = this.found.findIndex((number) => number >= first);
    this.found.splice(0, lost < 0 ? this.found.length : lost);
  }

  private show(): void {
    this.shown = this.lines.filter((line) => this.isShown(line));
    this.round++;
    this.gone = 0;
    this.setFinder(this.finder);
  }

  private isShown(line: LogLine): boolean {
    return line.notice !== undefined || this.filter === null || this.filter.matches(line.text);
  }

  private isFound(line: LogLine): boolean {
    return this.finder !== null && this.finder(line.text).length > 0;
  }

  private tell(): void {
    this.version++;
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      for (const listener of this.listeners) listener();
    });
  }
}
