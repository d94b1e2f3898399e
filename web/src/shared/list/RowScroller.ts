import { rowsInView, windowedFrom, type RowRange } from './rowWindow';

/** What is taken for true until something is measured; pixels. */
const usualRow = 38;
const usualView = 900;
/** Room for what stands below a table, and the least that a table is given; pixels. */
const below = 104;
const least = 320;

/** What a table draws of its rows: these, each so many pixels high. */
export interface RowsShown {
  range: RowRange;
  rowHeight: number;
}

/**
 * The box that the rows of a table scroll in. It takes the height that is left on the page, so that the head of the table stays in sight. Of a list
 * with many rows it tells which are on the screen, gives the columns widths that do not follow what scrolls by, and keeps the rows that are read
 * where they are when others come or go above them.
 */
export class RowScroller {
  private element: HTMLElement | null = null;
  private readonly listeners = new Set<() => void>();
  private shown: RowsShown = { range: rowsInView(0, usualView, usualRow, windowedFrom), rowHeight: usualRow };
  private keys: readonly string[] = [];
  /** The first row on the screen; null at the top of the list. */
  private top: { key: string; index: number } | null = null;
  private isScrolled = false;
  /** Whether the columns have widths of their own. */
  private isFixed = false;

  readonly snapshot = (): RowsShown => this.shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The ref of the box. */
  readonly attach = (element: HTMLElement | null): (() => void) | undefined => {
    this.element = element;
    this.isScrolled = this.isFixed = false;
    const page = element?.closest<HTMLElement>('.pf-v6-c-page');
    if (!element || !page) return undefined;
    this.fit(element, page);
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      this.fit(element, page);
      if (element.clientWidth !== width && this.isWindowed) fixWidths(element);
      width = element.clientWidth;
      this.look();
    });
    for (const each of [element, page, element.parentElement]) if (each) observer.observe(each);
    const onScroll = () => {
      this.isScrolled = element.scrollTop > 0;
      this.look();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
      this.element = null;
    };
  };

  /** Another list, or rows of another size: it begins at its top, in columns as wide as its first rows want them. */
  begin(keys: readonly string[]): void {
    this.keys = keys;
    this.top = null;
    if (!this.element) return;
    // NOTE: only where it was scrolled, and only where widths were fixed: either makes the browser lay the page out at once.
    if (this.isScrolled) this.element.scrollTop = 0;
    if (!this.isWindowed) {
      if (this.isFixed) freeWidths(this.element);
      this.isFixed = false;
      return;
    }
    this.isFixed = true;
    fixWidths(this.element);
    const rowHeight = this.element.querySelector<HTMLElement>('tr[data-key]')?.offsetHeight || usualRow;
    if (rowHeight !== this.shown.rowHeight) this.show({ ...this.shown, rowHeight });
    this.look();
  }

  /** The rows of the same list as they are now; what came or went above the screen is made up for. */
  follow(keys: readonly string[]): void {
    const { top, element } = this;
    this.keys = keys;
    if (top && element && this.isWindowed && keys[top.index] !== top.key) {
      const index = keys.indexOf(top.key);
      if (index >= 0) element.scrollTop += (index - top.index) * this.shown.rowHeight;
    }
    this.look();
  }

  /** Gives the focus to a row that is drawn, and brings it onto the screen. */
  focus(key: string): void {
    const rows = [...(this.element?.querySelectorAll<HTMLElement>('tr[data-key]') ?? [])];
    const row = rows.find((each) => each.dataset.key === key);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView?.({ block: 'nearest' });
  }

  private get isWindowed(): boolean {
    return this.keys.length > windowedFrom;
  }

  private readonly look = (): void => {
    const { element, keys, shown } = this;
    if (!element || !this.isWindowed) return;
    const index = Math.floor(element.scrollTop / shown.rowHeight);
    const key = keys[index];
    this.top = element.scrollTop > 0 && key !== undefined ? { key, index } : null;
    const range = rowsInView(element.scrollTop, element.clientHeight || usualView, shown.rowHeight, keys.length);
    if (range.first !== shown.range.first || range.last !== shown.range.last) this.show({ ...shown, range });
  };

  private show(shown: RowsShown): void {
    this.shown = shown;
    for (const listener of this.listeners) listener();
  }

  private fit(element: HTMLElement, page: HTMLElement): void {
    const scrolled = element.closest('main')?.scrollTop ?? 0;
    const room = page.getBoundingClientRect().bottom - element.getBoundingClientRect().top - scrolled - below;
    element.style.maxHeight = `${Math.max(least, room)}px`;
  }
}

function fixWidths(scroller: HTMLElement): void {
  const heads = freeWidths(scroller);
  const widths = heads.map(({ offsetWidth }) => offsetWidth);
  for (const [index, head] of heads.entries()) head.style.width = `${widths[index]}px`;
  const table = scroller.querySelector('table');
  if (table) table.style.tableLayout = 'fixed';
}

function freeWidths(scroller: HTMLElement): HTMLElement[] {
  const heads = [...scroller.querySelectorAll<HTMLElement>('thead th')];
  for (const head of heads) head.style.width = '';
  const table = scroller.querySelector('table');
  if (table) table.style.tableLayout = '';
  return heads;
}
