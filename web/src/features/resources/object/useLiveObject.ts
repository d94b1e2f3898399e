import i18next from 'i18next';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { get } from '@/shared/api/client';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { listPath, namespacedListPath, objectPath, type ObjectAddress } from '@/shared/api/paths';
import type { ListedObject, ListResponse } from '@/shared/api/published';
import type { LiveSubscription } from '@/shared/live/LiveClient';
import { isOlder } from '@/shared/live/mergeRows';
import { useLiveClient, useLiveState } from '@/shared/live/LiveContext';

const pollWithoutChannel = 10_000;

/**
 * One object that stays true; `isGone` once it has been deleted while the page was open. What the person may no longer see is
 * not shown any more; it is asked for now and then, and followed again when they may. A Secret is read as its list has it: without values.
 */
export function useLiveObject({ cluster, namespace, segment, name }: ObjectAddress, isSecret = false) {
  const path = objectPath({ cluster, namespace, segment, name });
  const live = useLiveClient();
  const liveState = useLiveState();
  const client = useQueryClient();
  const queryKey = useMemo(() => ['object', path], [path]);
  const key = `${cluster}/${namespace ?? ''}/${name}`;
  const subscription = useRef<LiveSubscription | null>(null);
  const [gonePath, setGonePath] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const [refusedAt, setRefusedAt] = useState<number | null>(null);
  const isLive = liveState === 'open' && refusedAt === null;

  const result = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const read = isSecret
        ? await readListed({ cluster, namespace, segment, name }, signal)
        : await get<ListedObject>(path, undefined, signal);
      const shown = client.getQueryData<ListedObject>(queryKey);
      return shown && isOlder(read, shown) ? shown : read;
    },
    staleTime: 0,
    refetchInterval: isLive ? false : pollWithoutChannel,
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
      // Its row is told; what is counted is what happened while it was not on the screen.
      onChanged: ({ added, removed, modified }) => {
        if (added + removed + modified > 0) refetch();
      },
      onResync: refetch,
      onError: () => {
        setRefusedAt(Date.now());
        refetch();
      },
    });
    subscription.current = opened;
    return () => {
      opened.close();
      subscription.current = null;
    };
  }, [live, client, queryKey, path, key, round]);

  // An answer a while after the refusal: the person may again, and a subscription is asked for anew.
  const isAllowedAgain =
    refusedAt !== null && result.isSuccess && result.dataUpdatedAt > refusedAt + pollWithoutChannel / 2;
  if (isAllowedAgain) {
    setRefusedAt(null);
    setRound(round + 1);
  }

  // The object may have changed between its answer and the subscription: the server compares.
  const version = result.data?.metadata.resourceVersion;
  useEffect(() => {
    if (version) subscription.current?.visible([key], [version]);
  }, [key, version, path]);

  const isForbidden = result.error instanceof ApiError && result.error.code === ErrorCode.permissionDenied;
  return { ...result, data: isForbidden ? undefined : result.data, isGone: gonePath === path, isLive };
}

/** The row of an object. */
async function readListed({ cluster, namespace, segment, name }: ObjectAddress, signal: AbortSignal) {
  const path = namespace ? namespacedListPath(cluster, namespace, segment) : listPath(segment, cluster);
  const { items = [] } = await get<ListResponse<ListedObject>>(
    path,
    { fieldSelector: `metadata.name=${name}`, pageSize: 1 },
    signal,
  );
  if (items[0]) return items[0];
  throw new ApiError(404, { code: ErrorCode.notFound, message: i18next.t('object.notFound', { name }) }, null);
}

const withCluster = (object: ListedObject, cluster: string): ListedObject =>
  object.metadata.cluster ? object : { ...object, metadata: { ...object.metadata, cluster } };
