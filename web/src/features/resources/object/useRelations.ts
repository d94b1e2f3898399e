import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { get } from '@/shared/api/client';
import { listPath, namespacedListPath, relationsPath, type ObjectAddress } from '@/shared/api/paths';
import type { ObjectRelations, RelatedObject } from '@/shared/api/published';
import { useLiveClient } from '@/shared/live/LiveContext';

/** As many lists are followed for one picture. */
const mostFollowed = 6;
const pause = 1_000;

/** What stands around an object, read again soon after anything of the kinds in it changes. `version` is that of the object. */
export function useRelations({ cluster, namespace, segment, name }: ObjectAddress, version: string | undefined) {
  const live = useLiveClient();
  const path = relationsPath(cluster);
  const { data, error, refetch } = useQuery({
    queryKey: ['relations', path, segment, namespace ?? '', name],
    queryFn: ({ signal }) => get<ObjectRelations>(path, { kind: segment, namespace, name }, signal),
  });
  const followed = useMemo(() => JSON.stringify(data ? listsOf(data.object, cluster) : []), [data, cluster]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void refetch();
      }, pause);
    };
    const opened = (JSON.parse(followed) as string[]).map((list) =>
      live.subscribe(list, [], {
        onSubscribed: () => {},
        onChanged: soon,
        onResync: soon,
        onUpsert: soon,
        onRemove: soon,
        // Whoever may not follow a list still sees the picture; it is as old as the last change of the object.
        onError: () => {},
      }),
    );
    return () => {
      clearTimeout(timer);
      for (const subscription of opened) subscription.close();
    };
  }, [live, followed, refetch]);

  useEffect(() => {
    if (version !== undefined) void refetch();
  }, [version, refetch]);
  return { data, error, refetch };
}

/** The lists that hold what is in the picture. */
function listsOf(object: RelatedObject, cluster: string): string[] {
  const lists = new Set<string>();
  const visit = ({ groups = [] }: RelatedObject) => {
    for (const { segment, items = [] } of groups) {
      for (const item of items) {
        lists.add(item.namespace ? namespacedListPath(cluster, item.namespace, segment) : listPath(segment, cluster));
        visit(item);
      }
    }
  };
  visit(object);
  return [...lists].slice(0, mostFollowed);
}
