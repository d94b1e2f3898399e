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
  onWalk(): void;
}

/** The keys of a list: walking over the rows, and what is done with the row that has the focus. */
export function useRowKeys<Row extends ListedObject>({ body, rows, actions, selection, onWalk }: Options<Row>): void {
  const navigate = useNavigate();
  const focused = (): HTMLTableRowElement | null => {
    const row = document.activeElement?.closest('tr') ?? null;
    return row && body.current?.contains(row) ? row : null;
  };
  const step = (by: 1 | -1) => {
    const all = [...(body.current?.rows ?? [])];
    if (all.length === 0) return false;
    onWalk();
    const row = focused();
    const next = row ? all.indexOf(row) + by : 0;
    all[Math.min(all.length - 1, Math.max(0, next))]?.focus();
    return true;
  };
  const act = (id: string) => {
    const key = focused()?.dataset.key;
    const row = rows.find((each) => rowKey(each) === key);
    const action = row && actions?.(row).find((each) => each.id === id);
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
}
