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

/** A refetch and an upsert may cross: of the same object the larger version of the same member is the newer. */
function isOlder(candidate: ListedObject, current: ListedObject): boolean {
  if (candidate.metadata.uid !== current.metadata.uid) return false;
  const left = Number(candidate.metadata.resourceVersion);
  const right = Number(current.metadata.resourceVersion);
  return left < right;
}
