import { useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { clustersPath } from '@/shared/api/paths';
import type { Cluster, ListResponse } from '@/shared/api/published';

export interface ClusterName {
  name: string;
  alias: string;
  cluster: Cluster;
}

const select = (page: ListResponse<Cluster>): ClusterName[] =>
  (page.items ?? []).map((cluster) => ({ name: cluster.metadata.name, alias: cluster.spec?.aliasName ?? '', cluster }));

/** The clusters that the person may see, for filters and the cluster switcher. */
export function useClusterNames(): ClusterName[] {
  const { data } = useQuery({
    queryKey: ['clusterNames'],
    queryFn: ({ signal }) =>
      get<ListResponse<Cluster>>(clustersPath, { pageSize: 1000, sortBy: 'field_name', sortDir: 'asc' }, signal),
    select,
  });
  return data ?? none;
}

const none: ClusterName[] = [];
