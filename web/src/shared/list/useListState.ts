import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { readPreference, writePreference } from '@/shared/storage/preference';
import type { ListOrder, SortBy } from './descriptor';
import { defaultPageSize, readListState, writeListState, type ListState } from './listState';

/** The state of the list of this page, from the URL, and how to change it. */
export function useListState(
  order?: ListOrder,
  sorts?: readonly SortBy[],
): [ListState, (change: Partial<ListState>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo(
    () => readListState(parameters, Number(readPreference('pageSize')) || defaultPageSize, order, sorts),
    [parameters, order, sorts],
  );
  // The router makes another function with every change of the address; what is drawn with `change` need not be drawn again for that.
  const latest = useRef(setParameters);
  useEffect(() => {
    latest.current = setParameters;
  });
  const change = useCallback(
    (next: Partial<ListState>) => {
      if (next.pageSize) writePreference('pageSize', String(next.pageSize));
      latest.current((current) => writeListState(current, next, order, sorts), { replace: next.page === undefined });
    },
    [order, sorts],
  );
  return [state, change];
}
