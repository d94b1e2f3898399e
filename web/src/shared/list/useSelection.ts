import { useCallback, useState } from 'react';
import type { ListedObject } from '@/shared/api/published';
import { rowKey } from '@/shared/live/rowKey';

/** The rows that a person has ticked, over all pages of a list, as they were when they were ticked. */
export interface Selection<Row> {
  rows: ReadonlyMap<string, Row>;
  /** Ticks the rows, or takes the ticks away. */
  set(rows: readonly Row[], isSelected: boolean): void;
  clear(): void;
}

export function useSelection<Row extends ListedObject>(): Selection<Row> {
  const [rows, setRows] = useState<ReadonlyMap<string, Row>>(new Map());
  const set = useCallback((changed: readonly Row[], isSelected: boolean) => {
    setRows((now) => {
      const next = new Map(now);
      for (const row of changed) {
        if (isSelected) next.set(rowKey(row), row);
        else next.delete(rowKey(row));
      }
      return next;
    });
  }, []);
  const clear = useCallback(() => setRows(new Map()), []);
  return { rows, set, clear };
}
