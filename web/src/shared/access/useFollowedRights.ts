import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLiveClient } from '@/shared/live/LiveContext';
import { checkPath } from './useMay';

/** Tabs of many people, whose rights became others in one moment, ask within so long, each at a time of its own; milliseconds. */
const spread = 400;
/** However often rights change, one tab asks at most so often. */
const pause = 1_000;
/** How often is asked where no channel tells. */
const withoutChannel = 30_000;

/**
 * Keeps true what the person may do, on every page: the server tells when it has become another, and what is on the screen is asked anew. A page that nobody looks at waits
 * until it is in front: of a thousand open tabs few are.
 */
export function useFollowedRights(): void {
  const live = useLiveClient();
  const client = useQueryClient();
  useEffect(() => {
    let timer: number | undefined;
    let asked = -pause;
    let isDue = false;
    const ask = () => {
      timer = undefined;
      if (document.visibilityState === 'hidden') {
        isDue = true;
        return;
      }
      isDue = false;
      asked = performance.now();
      void client.invalidateQueries({ queryKey: ['permissions'] });
    };
    const askSoon = () => {
      timer ??= window.setTimeout(ask, Math.max(Math.random() * spread, asked + pause - performance.now()));
    };
    const look = () => {
      if (isDue && document.visibilityState !== 'hidden') askSoon();
    };
    const poll = window.setInterval(() => {
      if (live.state !== 'open') askSoon();
    }, withoutChannel);
    document.addEventListener('visibilitychange', look);
    const subscription = live.subscribe(checkPath, [], {
      onSubscribed: askSoon,
      onUpsert: () => {},
      onRemove: () => {},
      onChanged: () => {},
      onResync: askSoon,
      onError: () => {},
    });
    return () => {
      window.clearTimeout(timer);
      window.clearInterval(poll);
      document.removeEventListener('visibilitychange', look);
      subscription.close();
    };
  }, [live, client]);
}
