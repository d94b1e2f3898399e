import type { RefObject } from 'react';
import { useNavigate } from 'react-router';
import type { ListedObject } from '@/shared/api/published';
import { rowKey } from '@/shared/live/rowKey';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';
import type { RowAction } from './descriptor';
import type { Selection } from './useSelection';

interface Options<Row extends ListedObject> {
  body: RefObject<HTMLTableSectionElement | null>;
  rows: readonly Row[];
  actions?: (row: Row) => RowAction[];
  selection?: Selection<Row>;
  /** Gives the focus to a row, by its number, or to the nearest that there is. */
  focus(index: number): void;
  /** The row that had the focus last; -1 for none. */
  active: number;
  onWalk(): void;
}

/** The keys of a list: walking over the rows, and what is done with the row that has the focus. */
export function useRowKeys<Row extends ListedObject>(options: Options<Row>): (by: 1 | -1) => boolean {
  const { body, rows, actions, selection, focus, active, onWalk } = options;
  const navigate = useNavigate();
  const focused = (): HTMLTableRowElement | null => {
    const row = document.activeElement?.closest('tr') ?? null;
    return row && body.current?.contains(row) ? row : null;
  };
  const step = (by: 1 | -1) => {
    if (rows.length === 0) return false;
    onWalk();
    const row = focused();
    focus(row ? Number(row.dataset.index) + by : Math.max(0, active));
    return true;
  };
  const act = (id: string) => {
    const key = focused()?.dataset.key;
    const row = rows.find((each) => rowKey(each) === key);
    const action = row && actions?.(row).find((each) => each.id === id || each.id.startsWith(`${id}/`));
    if (!action) return false;
    action.onSelect();
    return true;
  };
  useKeyAction('list.next', () => step(1));
  useKeyAction('list.previous', () => step(-1));
  useKeyAction('list.open', () => {
    const link = focused()?.dataset.link;
    if (!link) return false;
    void navigate(link);
    return true;
  });
  useKeyAction('list.select', () => {
    const key = focused()?.dataset.key;
    const row = rows.find((each) => rowKey(each) === key);
    if (!row || !selection || key === undefined) return false;
    selection.set([row], !selection.rows.has(key));
    return true;
  });
  useKeyAction('object.edit', () => act('yaml'));
  useKeyAction('object.yaml', () => act('yaml'));
  useKeyAction('object.logs', () => act('logs'));
  useKeyAction('object.terminal', () => act('terminal'));
  useKeyAction('object.delete', () => act('delete'));
  return step;
}
