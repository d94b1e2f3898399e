import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { splitTerms } from './queryTerms';
import type { SearchAnswer } from './shapes';

const pageSize = 50;
/** Results are read again so often while the page is looked at. */
export const readEvery = 5_000;

/** Whether every body has to be read for a search, which takes its time. */
export const isScan = (query: string): boolean => splitTerms(query).some(({ key }) => key === 'field');

/** The results of a search that the index answers, page after page. */
export function useSearch(query: string, sort: string) {
  const [sortBy, sortDir] = sort.split(':');
  return useInfiniteQuery({
    queryKey: ['search', 'page', query, sort],
    queryFn: ({ pageParam, signal }) =>
      get<SearchAnswer>('/api/v1/search', { q: query, sortBy, sortDir, pageSize, after: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next || undefined,
    enabled: query !== '' && !isScan(query),
    placeholderData: keepPreviousData,
    refetchInterval: readEvery,
    retry: false,
  });
}
