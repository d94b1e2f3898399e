import { useCallback, useState } from 'react';

/** The rows that a person has ticked, over all pages of a list, as they were when they were ticked. */
export interface Selection<Row> {
  rows: ReadonlyMap<string, Row>;
  /** Ticks the rows, or takes the ticks away. */
  set(rows: readonly Row[], isSelected: boolean): void;
  clear(): void;
}

/** @param keyOf What tells rows apart: the same function with every drawing. */
export function useSelection<Row>(keyOf: (row: Row) => string): Selection<Row> {
  const [rows, setRows] = useState<ReadonlyMap<string, Row>>(new Map());
  const set = useCallback(
    (changed: readonly Row[], isSelected: boolean) => {
      setRows((now) => {
        const next = new Map(now);
        for (const row of changed) {
          if (isSelected) next.set(keyOf(row), row);
          else next.delete(keyOf(row));
        }
        return next;
      });
    },
    [keyOf],
  );
  const clear = useCallback(() => setRows(new Map()), []);
  return { rows, set, clear };
}
