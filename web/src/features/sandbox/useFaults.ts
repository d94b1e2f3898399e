import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, request } from '@/shared/api/client';
import type { Fault, SandboxFaults } from './faultKinds';

/** Faults end by themselves, so they are read again so often. */
const readEvery = 3_000;

export const faultsPath = (cluster: string) => `/api/v1/clusters/${encodeURIComponent(cluster)}/sandbox/faults`;

const keyOf = (cluster: string) => ['sandbox', 'faults', cluster];

/** What is wrong with a simulated cluster. */
export const useFaults = (cluster: string) =>
  useQuery({
    queryKey: keyOf(cluster),
    queryFn: ({ signal }) => get<SandboxFaults>(faultsPath(cluster), undefined, signal),
    refetchInterval: readEvery,
    retry: false,
  });

/** Whether this server simulates the cluster and lets this person break it: the server decides, so it is asked once. */
export function useMayBreak(cluster: string): boolean {
  const { isSuccess } = useQuery({
    queryKey: ['sandbox', 'may', cluster],
    queryFn: ({ signal }) => get<SandboxFaults>(faultsPath(cluster), undefined, signal),
    staleTime: Infinity,
    retry: false,
  });
  return isSuccess;
}

export function useStartFault(cluster: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (fault: Fault) => request<SandboxFaults>('POST', faultsPath(cluster), { body: fault }),
    onSuccess: (faults) => client.setQueryData(keyOf(cluster), faults),
  });
}

/** Ends one fault, or all of them. */
export function useEndFault(cluster: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number | 'all') =>
      request<SandboxFaults>('DELETE', id === 'all' ? faultsPath(cluster) : `${faultsPath(cluster)}/${id}`),
    onSuccess: (faults) => client.setQueryData(keyOf(cluster), faults),
    // One that has ended by itself meanwhile is not there any more.
    onError: () => client.invalidateQueries({ queryKey: keyOf(cluster) }),
  });
}
