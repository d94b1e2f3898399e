import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { get } from '@/shared/api/client';
import { clusterPath, clustersPath } from '@/shared/api/paths';
import { useLiveClient, useLiveState } from '@/shared/live/LiveContext';
import type { Cluster } from '@/shared/api/published';

/** One cluster that stays true. */
export function useCluster(name: string) {
  const live = useLiveClient();
  const liveState = useLiveState();
  const client = useQueryClient();
  const queryKey = useMemo(() => ['cluster', name], [name]);

  useEffect(() => {
    const refetch = () => void client.invalidateQueries({ queryKey });
    let isFirst = true;
    const subscription = live.subscribe(clustersPath, [`${name}//${name}`], {
      onSubscribed: () => {
        if (!isFirst) refetch();
        isFirst = false;
      },
      onUpsert: ([cluster]) => client.setQueryData(queryKey, cluster),
      onRemove: refetch,
      onChanged: () => {},
      onResync: refetch,
      onError: () => {},
    });
    return () => subscription.close();
  }, [live, client, queryKey, name]);

  return useQuery({
    queryKey,
    queryFn: ({ signal }) => get<Cluster>(clusterPath(name), undefined, signal),
    staleTime: 0,
    refetchInterval: liveState === 'open' ? false : 10_000,
  });
}
