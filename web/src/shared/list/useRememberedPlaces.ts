import { useCallback, useEffect, useRef } from 'react';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { isFiltered, type ListState } from './listState';

type Places = Partial<Pick<ListState, 'clusters' | 'namespaces'>>;

const names = (stored: string | null): string[] => (stored ? stored.split(',') : []);

/**
 * Clusters and namespaces that a person filters by go with them from list to list: over all clusters, and within each. They are put into the
 * address of a list that was opened without filters; what an address says itself always stands as a whole, and is not remembered.
 */
export function useRememberedPlaces(
  scope: string,
  filterBy: { cluster?: boolean; namespace?: boolean },
  state: ListState,
  change: (change: Partial<ListState>) => void,
): (change: Partial<ListState>) => void {
  const isOpened = useRef(false);
  useEffect(() => {
    if (isOpened.current) return;
    isOpened.current = true;
    if (isFiltered(state) || state.page > 1) return;
    const remembered: Places = {};
    const clusters = names(readPreference(`places.${scope}.clusters`));
    const namespaces = names(readPreference(`places.${scope}.namespaces`));
    if (filterBy.cluster && clusters.length > 0) remembered.clusters = clusters;
    if (filterBy.namespace && namespaces.length > 0) remembered.namespaces = namespaces;
    if (Object.keys(remembered).length > 0) change(remembered);
  }, [scope, filterBy, state, change]);
  return useCallback(
    (next) => {
      if (next.clusters) writePreference(`places.${scope}.clusters`, next.clusters.join(',') || null);
      if (next.namespaces) writePreference(`places.${scope}.namespaces`, next.namespaces.join(',') || null);
      change(next);
    },
    [scope, change],
  );
}
