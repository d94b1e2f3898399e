import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { useToast } from '@/shared/feedback/ToastContext';
import type { ClusterSyncDetails, SyncAction, SyncStatus } from './shapes';

const path = '/api/v1/sync';
/** How the index stands is read again so often. */
const readEvery = 2_000;

const clusterPath = (cluster: string) => `${path}/${encodeURIComponent(cluster)}`;

/** How the index stands for all clusters, page by page. */
export const useSyncStatus = (text: string, state: string, page: number) =>
  useQuery({
    queryKey: ['sync', 'all', text, state, page],
    queryFn: ({ signal }) => get<SyncStatus>(path, { text, state, page, pageSize: 50 }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: readEvery,
    retry: false,
  });

/** How it stands for one cluster, kind by kind. */
export const useClusterSync = (cluster: string) =>
  useQuery({
    queryKey: ['sync', 'cluster', cluster],
    queryFn: ({ signal }) => get<ClusterSyncDetails>(clusterPath(cluster), undefined, signal),
    refetchInterval: readEvery,
    retry: false,
  });

/** Whether this person may see how the index stands: the server decides, so it is asked once. */
export function useMaySeeSync(): boolean {
  const { isSuccess } = useQuery({
    queryKey: ['sync', 'may'],
    queryFn: ({ signal }) => get<SyncStatus>(path, { pageSize: 1 }, signal),
    staleTime: Infinity,
    retry: false,
  });
  return isSuccess;
}

export interface SyncRequest {
  action: SyncAction;
  cluster: string;
  /** One kind; the whole cluster where it is absent. */
  resource?: string;
}

/** Asks for something to be done, and shows how it stands then. */
export function useSyncAction() {
  const client = useQueryClient();
  const toast = useToast();
  const { t } = useTranslation();
  return useMutation({
    mutationFn: ({ action, cluster, resource }: SyncRequest) =>
      request<ClusterSyncDetails>('POST', `${clusterPath(cluster)}/${action}`, { query: { resource } }),
    onSuccess: (details, { action, cluster, resource }) => {
      client.setQueryData(['sync', 'cluster', cluster], details);
      void client.invalidateQueries({ queryKey: ['sync'] });
      toast({
        variant: 'success',
        title: t(`sync.done.${action}`, { name: resource ? `${resource} · ${cluster}` : cluster }),
      });
    },
  });
}
