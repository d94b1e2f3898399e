import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { get } from '@/shared/api/client';
import { clustersPath } from '@/shared/api/paths';
import { useLiveClient } from '@/shared/live/LiveContext';
import type { ClusterOverview, FleetOverview } from './shapes';

/** An overview is read again at most so often, however much happens. */
const pause = 2_000;
/** What no change of a cluster tells of (a warning that repeats) is seen so late at most. */
const atLatest = 15_000;

/** Reads an overview, and again soon after anything has happened in a cluster. */
function useOverview<T>(path: string) {
  const live = useLiveClient();
  const client = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    const refetchSoon = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ['overview', path] });
      }, pause);
    };
    const subscription = live.subscribe(clustersPath, [], {
      onSubscribed: () => {},
      onUpsert: refetchSoon,
      onRemove: refetchSoon,
      onChanged: refetchSoon,
      onResync: refetchSoon,
      onError: () => {},
    });
    return () => {
      window.clearTimeout(timer);
      subscription.close();
    };
  }, [live, client, path]);
  return useQuery({
    queryKey: ['overview', path],
    queryFn: ({ signal }) => get<T>(path, undefined, signal),
    staleTime: 0,
    refetchInterval: atLatest,
  });
}

/** All clusters at a glance. */
export const useFleetOverview = () => useOverview<FleetOverview>('/api/v1/overview');

/** One cluster at a glance. */
export const useClusterOverview = (cluster: string) =>
  useOverview<ClusterOverview>(`/api/v1/clusters/${encodeURIComponent(cluster)}/overview`);
