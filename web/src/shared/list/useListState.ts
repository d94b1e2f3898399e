import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { defaultPageSize, readListState, writeListState, type ListState } from './listState';

/** The state of the list of this page, from the URL, and how to change it. */
export function useListState(): [ListState, (change: Partial<ListState>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const state = useMemo(
    () => readListState(parameters, Number(readPreference('pageSize')) || defaultPageSize),
    [parameters],
  );
  const change = useCallback(
    (next: Partial<ListState>) => {
      if (next.pageSize) writePreference('pageSize', String(next.pageSize));
      setParameters((current) => writeListState(current, next), { replace: next.page === undefined });
    },
    [setParameters],
  );
  return [state, change];
}
