import { request } from '@/shared/api/client';
import { objectJsonPath, objectPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';

export type BulkVerb = 'labels' | 'annotations' | 'restart' | 'delete';

/** Keys to set, and those (null) to take away. */
export type PairChanges = Record<string, string | null>;

/** What a verb does to one object. Labels and annotations are patched, so that those that others set meanwhile stay. */
export function bulkAction(verb: BulkVerb, kind: KindDescriptor, changes: PairChanges) {
  return ({ row }: { row: ListedObject }, signal: AbortSignal): Promise<unknown> => {
    const place = rowPlace(kind.segment, row);
    switch (verb) {
      case 'delete':
        return request('DELETE', objectPath(place), { signal });
      case 'restart':
        return request('POST', `${objectPath(place)}:restart`, { body: {}, signal });
      default:
        return request('PATCH', objectJsonPath(place), { body: { data: { metadata: { [verb]: changes } } }, signal });
    }
  };
}
