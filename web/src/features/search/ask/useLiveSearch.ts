import { useEffect } from 'react';
import { listPath } from '@/shared/api/paths';
import { useLiveClient } from '@/shared/live/LiveContext';
import type { SearchRow } from './shapes';

/** So many kinds are followed, those that come first; the results of others are read again from time to time. */
const mostKinds = 8;
/** However much happens, the search is asked again at most so often. */
const pause = 1_000;

/** Asks again soon after something happened to what was found, or came that may be found now. */
export function useLiveSearch(rows: readonly SearchRow[], refetch: () => void): void {
  const live = useLiveClient();
  const keys = new Map<string, string[]>();
  for (const { segment, cluster, namespace, name } of rows) {
    const ofKind = keys.get(segment);
    if (ofKind) ofKind.push(`${cluster}/${namespace}/${name}`);
    else if (keys.size < mostKinds) keys.set(segment, [`${cluster}/${namespace}/${name}`]);
  }
  const followed = JSON.stringify([...keys]);
  useEffect(() => {
    let timer: number | undefined;
    const soon = () => {
      timer ??= window.setTimeout(() => {
        timer = undefined;
        refetch();
      }, pause);
    };
    const subscriptions = (JSON.parse(followed) as [string, string[]][]).map(([segment, shown]) =>
      live.subscribe(listPath(segment), shown, {
        onSubscribed: () => {},
        onUpsert: soon,
        onRemove: soon,
        onChanged: ({ added, removed }) => {
          if (added + removed > 0) soon();
        },
        onResync: soon,
        onError: () => {},
      }),
    );
    return () => {
      window.clearTimeout(timer);
      for (const subscription of subscriptions) subscription.close();
    };
  }, [live, followed, refetch]);
}
