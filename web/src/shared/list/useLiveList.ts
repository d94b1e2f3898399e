import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { get, queryString, type QueryValue } from '@/shared/api/client';
import type { ListedObject, ListResponse } from '@/shared/api/published';
import { useLiveClient, useLiveState } from '@/shared/live/LiveContext';
import { livePath } from '@/shared/live/livePath';
import type { LiveSubscription } from '@/shared/live/LiveClient';
import { keepNewer, mergeRows } from '@/shared/live/mergeRows';
import { RowBatch } from '@/shared/live/RowBatch';
import { rowKey, rowVersion } from '@/shared/live/rowKey';
import { noPending, type PendingChanges } from './pendingChanges';

/** How long rows are kept that no page shows. */
const keptFor = 60_000;
/** How long the first page waits for the live channel before it is read without it. */
const channelPatience = 150;
const refetchPause = 400;
const readingPause = 1_000;
export const pollWithoutChannel = 10_000;

interface LiveListOptions {
  isReading?: () => boolean;
  /** Whether a row that changes comes to another place. */
  reordersOnChange?: boolean;
}

const isNobodyReading = () => false;

/**
 * A page of a list that stays true. `refused` says why the server does not let it be followed: then it is read again from time to time. Rows on the screen are replaced in place as they change; rows that come or go are read
 * again at once, or, while the person reads (`isReading`), only counted in `pending`.
 */
export function useLiveList<Row extends ListedObject>(
  path: string,
  query: Record<string, QueryValue>,
  { isReading = isNobodyReading, reordersOnChange = false }: LiveListOptions = {},
) {
  const live = useLiveClient();
  const liveState = useLiveState();
  const client = useQueryClient();
  const url = path + queryString(query);
  const subscriptionPath = livePath(path, query);
  const queryKey = useMemo(() => ['list', url], [url]);
  const [pending, setPending] = useState<PendingChanges>(noPending);
  const [readyPath, setReadyPath] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<{ path: string; message: string } | null>(null);
  const refused = refusal?.path === subscriptionPath ? refusal.message : undefined;
  const isLive = liveState === 'open' && refused === undefined;

  const result = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const read = await get<ListResponse<Row>>(url, undefined, signal);
      return keepNewer(read, client.getQueryData<ListResponse<Row>>(queryKey));
    },
    enabled: readyPath === subscriptionPath,
    // What was read before this subscription stood may have missed changes: it is shown, and read again.
    staleTime: 0,
    // Going back shows what was there; many filters, one after the other, must not be kept for long.
    gcTime: keptFor,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? false : pollWithoutChannel,
  });

  const refetch = useCallback(() => {
    setPending(noPending);
    return client.invalidateQueries({ queryKey });
  }, [client, queryKey]);

  // The subscription outlives changes of page and sort; it must always act on the newest of these.
  const isByState = query.sortBy === 'state';
  const latest = useRef({ queryKey, refetch, isReading, isByState, reordersOnChange });
  useEffect(() => {
    latest.current = { queryKey, refetch, isReading, isByState, reordersOnChange };
  });

  const subscription = useRef<LiveSubscription | null>(null);
  const soon = useRef<number | undefined>(undefined);
  const later = useRef<number | undefined>(undefined);
  useEffect(() => {
    // Undefined leaves the page as it is, and nothing is drawn.
    const change = (next: (page: ListResponse<Row>) => ListResponse<Row> | undefined) =>
      client.setQueryData<ListResponse<Row>>(latest.current.queryKey, (page) => page && next(page));
    const refetchSoon = () => {
      soon.current ??= window.setTimeout(() => {
        soon.current = undefined;
        void latest.current.refetch();
      }, refetchPause);
    };
    // Nothing jumps while the person reads: another order waits until they have read.
    const reorderSoon = () => {
      if (!latest.current.isReading()) refetchSoon();
      else
        later.current ??= window.setTimeout(() => {
          later.current = undefined;
          reorderSoon();
        }, readingPause);
    };
    const batch = new RowBatch<Row>((rows) =>
      change((page) => {
        const merged = mergeRows(page, rows);
        return merged === page ? undefined : merged;
      }),
    );
    let wasRead = false;
    const ready = () => {
      setReadyPath(subscriptionPath);
      if (wasRead) void latest.current.refetch();
      wasRead = true;
    };
    const patience = window.setTimeout(ready, channelPatience);
    const opened = live.subscribe(subscriptionPath, [], {
      onSubscribed: () => {
        window.clearTimeout(patience);
        setRefusal(null);
        ready();
      },
      onUpsert: (items) => {
        batch.add(items as Row[]);
        if (latest.current.reordersOnChange) reorderSoon();
      },
      onRemove: (keys) => {
        if (latest.current.isReading()) setPending((now) => ({ ...now, gone: new Set([...now.gone, ...keys]) }));
        else refetchSoon();
      },
      onChanged: ({ added, removed, modified, moved, total }) => {
        change((page) => (page.pagination && page.pagination.total !== total ? withTotal(page, total) : undefined));
        const { isByState, reordersOnChange } = latest.current;
        if ((moved > 0 && isByState) || (modified > 0 && reordersOnChange)) reorderSoon();
        if (added + removed === 0) return;
        if (latest.current.isReading()) setPending((now) => ({ ...now, added: now.added + added }));
        else refetchSoon();
      },
      onResync: refetchSoon,
      onError: ({ message }) => {
        window.clearTimeout(patience);
        setRefusal({ path: subscriptionPath, message });
        // Also where rows are shown: what is refused here may be refused there.
        ready();
      },
    });
    subscription.current = opened;
    return () => {
      window.clearTimeout(patience);
      window.clearTimeout(soon.current);
      window.clearTimeout(later.current);
      soon.current = later.current = undefined;
      batch.clear();
      opened.close();
      subscription.current = null;
    };
  }, [live, client, subscriptionPath]);

  const rows = result.data?.items;
  useEffect(() => {
    if (rows && !result.isPlaceholderData) {
      subscription.current?.visible(rows.map(rowKey), rows.map(rowVersion));
    }
  }, [rows, result.isPlaceholderData, subscriptionPath]);

  return { ...result, pending, refetch, isLive, refused };
}

function withTotal<Row>(page: ListResponse<Row>, total: number): ListResponse<Row> {
  const { pagination } = page;
  if (!pagination) return page;
  return { ...page, pagination: { ...pagination, total, pages: Math.ceil(total / pagination.pageSize) } };
}
