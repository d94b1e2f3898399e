import type { ListedObject } from '@/shared/api/published';
import { onNextFrame } from './onNextFrame';
import { rowKey } from './rowKey';

/** Rows that changed, the newest of each, until the next frame: however many changes come, the page is drawn once for all of them. */
export class RowBatch<Row extends ListedObject> {
  private readonly waiting = new Map<string, Row>();
  private stop: (() => void) | undefined;

  constructor(private readonly deliver: (rows: Row[]) => void) {}

  add(rows: readonly Row[]): void {
    for (const row of rows) this.waiting.set(rowKey(row), row);
    this.stop ??= onNextFrame(() => this.flush());
  }

  /** Forgets what waits. */
  clear(): void {
    this.stop?.();
    this.stop = undefined;
    this.waiting.clear();
  }

  private flush(): void {
    const rows = [...this.waiting.values()];
    this.clear();
    this.deliver(rows);
  }
}
