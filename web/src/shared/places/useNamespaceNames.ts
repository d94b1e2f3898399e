import { useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { listPath } from '@/shared/api/paths';
import type { ListResponse, Namespace } from '@/shared/api/published';

const select = (page: ListResponse<Namespace>): string[] =>
  [...new Set((page.items ?? []).map(({ metadata }) => metadata.name))].sort((left, right) =>
    left.localeCompare(right),
  );

/** The namespaces of a cluster, or of all clusters together, each name once. */
export function useNamespaceNames(cluster?: string): string[] {
  const { data } = useQuery({
    queryKey: ['namespaceNames', cluster ?? ''],
    queryFn: ({ signal }) =>
      get<ListResponse<Namespace>>(
        listPath('namespaces', cluster),
        { pageSize: 1000, sortBy: 'field_name', sortDir: 'asc' },
        signal,
      ),
    select,
  });
  return data ?? none;
}

const none: string[] = [];
