import { request } from '@/shared/api/client';
import { objectJsonPath, objectPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';

export type BulkVerb = 'labels' | 'annotations' | 'restart' | 'delete';

/** Keys to set, and those (null) to take away. */
export type PairChanges = Record<string, string | null>;

/** What a verb does to one object, and what the cluster warns of. Labels and annotations are patched, so that those that others set meanwhile stay. */
export function bulkAction(verb: BulkVerb, kind: Pick<KindDescriptor, 'segment'>, changes: PairChanges) {
  return async ({ row }: { row: ListedObject }, signal: AbortSignal): Promise<string | undefined> => {
    const place = rowPlace(kind.segment, row);
    switch (verb) {
      case 'delete':
        await request('DELETE', objectPath(place), { signal });
        return undefined;
      case 'restart':
        await request('POST', `${objectPath(place)}:restart`, { body: {}, signal });
        return undefined;
      default: {
        const body = { data: { metadata: { [verb]: changes } } };
        const { warnings } = await request<{ warnings?: string[] }>('PATCH', objectJsonPath(place), { body, signal });
        return warnings?.join(' ');
      }
    }
  };
}
