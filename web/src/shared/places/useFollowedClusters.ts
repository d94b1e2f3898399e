import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { clustersPath } from '@/shared/api/paths';
import { useLiveClient } from '@/shared/live/LiveContext';

const pause = 4_000;

/** Keeps the clusters of filters, switcher and masthead true while anybody is signed in: one cluster that goes away is seen from every page. */
export function useFollowedClusters(): void {
  const live = useLiveClient();
  const client = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    const refetchSoon = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: ['clusterNames'] });
      }, pause);
    };
    const subscription = live.subscribe(clustersPath, [], {
      onSubscribed: refetchSoon,
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
  }, [live, client]);
}
