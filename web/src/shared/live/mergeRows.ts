import type { ListedObject, ListResponse } from '@/shared/api/published';
import { rowKey } from './rowKey';

/** Puts changed rows in the place of their old ones; rows that are not on the page are left out. Unchanged rows keep their identity. */
export function mergeRows<Row extends ListedObject>(page: ListResponse<Row>, changed: Row[]): ListResponse<Row> {
  const byKey = new Map(changed.map((row) => [rowKey(row), row]));
  let touched = false;
  const items = page.items?.map((row) => {
    const next = byKey.get(rowKey(row));
    if (!next || isOlder(next, row)) return row;
    touched = true;
    return next;
  });
  return touched ? { ...page, items } : page;
}

/** The page as it was read, but for rows that the channel told in a newer version while the answer was on its way. */
export function keepNewer<Row extends ListedObject>(
  read: ListResponse<Row>,
  shown: ListResponse<Row> | undefined,
): ListResponse<Row> {
  const byKey = new Map(read.items?.map((row) => [rowKey(row), row]));
  const newer = shown?.items?.filter((row) => {
    const other = byKey.get(rowKey(row));
    return other !== undefined && isOlder(other, row);
  });
  return newer?.length ? mergeRows(read, newer) : read;
}

/** A refetch and an upsert may cross: of the same object the larger version of the same member is the newer. Rows that say no version are never older. */
export function isOlder(candidate: Partial<ListedObject>, current: Partial<ListedObject>): boolean {
  if (candidate.metadata?.uid !== current.metadata?.uid) return false;
  return Number(candidate.metadata?.resourceVersion) < Number(current.metadata?.resourceVersion);
}
