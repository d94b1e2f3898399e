import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { get, type QueryValue } from '@/shared/api/client';
import type { ListState } from '@/shared/list/listState';
import { useListState } from '@/shared/list/useListState';

interface PageOf<Row> {
  items: readonly Row[];
  pagination: { total: number };
}

/** One page of a list, and how to turn it. */
export interface Page<Row> {
  /** Undefined while nothing was read. */
  rows: readonly Row[] | undefined;
  total: number;
  error: Error | null;
  refetch(): unknown;
  state: ListState;
  onChange(change: Partial<ListState>): void;
}

interface Options<Row> {
  key: QueryKey;
  path: string;
  query?: Record<string, QueryValue>;
  /** How soon it is read again, in milliseconds, by what was read; false for not at all. */
  refetchInterval?(rows: readonly Row[]): number | false;
}

/** Reads the page of a list that the address names. */
export function usePage<Row>({ key, path, query, refetchInterval }: Options<Row>): Page<Row> {
  const [state, onChange] = useListState();
  const asked = { ...query, page: state.page, pageSize: state.pageSize };
  const { data, error, refetch } = useQuery({
    queryKey: [...key, path, asked],
    queryFn: ({ signal }) => get<PageOf<Row>>(path, asked, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: ({ state: { data: seen } }) => (seen && refetchInterval?.(seen.items)) || false,
  });
  return { rows: data?.items, total: data?.pagination.total ?? 0, error, refetch, state, onChange };
}
