import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { get } from '@/shared/api/client';
import { objectPath, type ObjectAddress } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import type { LiveSubscription } from '@/shared/live/LiveClient';
import { useLiveClient, useLiveState } from '@/shared/live/LiveContext';

/** One object that stays true; `isGone` once it has been deleted while the page was open. */
export function useLiveObject({ cluster, namespace, segment, name }: ObjectAddress) {
  const path = objectPath({ cluster, namespace, segment, name });
  const live = useLiveClient();
  const liveState = useLiveState();
  const client = useQueryClient();
  const queryKey = useMemo(() => ['object', path], [path]);
  const key = `${cluster}/${namespace ?? ''}/${name}`;
  const subscription = useRef<LiveSubscription | null>(null);
  const [gonePath, setGonePath] = useState<string | null>(null);

  const result = useQuery({
    queryKey,
    queryFn: ({ signal }) => get<ListedObject>(path, undefined, signal),
    staleTime: 0,
    refetchInterval: liveState === 'open' ? false : 10_000,
    select: (object: ListedObject) => withCluster(object, cluster),
  });

  useEffect(() => {
    const refetch = () => void client.invalidateQueries({ queryKey });
    let isFirst = true;
    const opened = live.subscribe(path, [key], {
      onSubscribed: () => {
        // The first answer may already be newer than the page; a later one follows a break.
        if (!isFirst) refetch();
        isFirst = false;
      },
      onUpsert: ([object]) => {
        setGonePath(null);
        if (object) client.setQueryData(queryKey, object);
      },
      onRemove: () => setGonePath(path),
      onChanged: refetch,
      onResync: refetch,
      onError: () => {},
    });
    subscription.current = opened;
    return () => {
      opened.close();
      subscription.current = null;
    };
  }, [live, client, queryKey, path, key]);

  // The object may have changed between its answer and the subscription: the server compares.
  const version = result.data?.metadata.resourceVersion;
  useEffect(() => {
    if (version) subscription.current?.visible([key], [version]);
  }, [key, version, path]);

  return { ...result, isGone: gonePath === path, isLive: liveState === 'open' };
}

const withCluster = (object: ListedObject, cluster: string): ListedObject =>
  object.metadata.cluster ? object : { ...object, metadata: { ...object.metadata, cluster } };
