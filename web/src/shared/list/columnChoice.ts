import { useMemo } from 'react';
import { usePreference, writePreference } from '@/shared/storage/preference';
import type { Column } from './descriptor';

/** What a person chose of the columns of a list: their order, and which they do not want to see. */
export interface ColumnChoice {
  order: string[];
  hidden: string[];
}

/** The columns in the order of the choice; what is new since then comes at the end. What leads into a row is always shown. */
export function chooseColumns<Row>(columns: readonly Column<Row>[], choice: ColumnChoice | null): Column<Row>[] {
  if (!choice) return columns.filter(({ optional }) => !optional);
  const hidden = hiddenColumns(columns, choice);
  // A column that was chosen is shown however narrow the screen is.
  return inOrder(columns, choice)
    .filter(({ id, isName }) => isName || !hidden.has(id))
    .map((column) => ({ ...column, wide: false, secondary: false }));
}

/** What the choice does not show: a column that is new since then is as it is without a choice. */
export function hiddenColumns<Row>(columns: readonly Column<Row>[], choice: ColumnChoice | null): Set<string> {
  const isNew = ({ id }: Column<Row>) => !choice?.order.includes(id);
  return new Set([
    ...(choice?.hidden ?? []),
    ...columns.filter((column) => column.optional && isNew(column)).map(({ id }) => id),
  ]);
}

export function inOrder<Row>(columns: readonly Column<Row>[], choice: ColumnChoice | null): Column<Row>[] {
  if (!choice) return [...columns];
  const place = (id: string) => {
    const at = choice.order.indexOf(id);
    return at < 0 ? choice.order.length : at;
  };
  return [...columns].sort((left, right) => place(left.id) - place(right.id));
}

/** Reads what was stored; anything else than a choice is none. */
export function readChoice(stored: string | null): ColumnChoice | null {
  if (!stored) return null;
  try {
    const value = JSON.parse(stored) as Partial<ColumnChoice> | null;
    return Array.isArray(value?.order) && Array.isArray(value.hidden)
      ? { order: value.order.map(String), hidden: value.hidden.map(String) }
      : null;
  } catch {
    return null;
  }
}

/** The choice of this browser for a list, and how to change it; null goes back to the columns as they are by themselves. */
export function useColumnChoice(list: string): [ColumnChoice | null, (choice: ColumnChoice | null) => void] {
  const name = `list.${list}.columns`;
  const stored = usePreference(name);
  const choice = useMemo(() => readChoice(stored), [stored]);
  return [choice, (next) => writePreference(name, next && JSON.stringify(next))];
}
