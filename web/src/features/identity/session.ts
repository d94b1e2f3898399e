import { queryOptions } from '@tanstack/react-query';
import { get, request } from '@/shared/api/client';

export interface Session {
  username: string;
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/apis/ghippo.io/v1alpha1/current-user', undefined, signal),
  staleTime: Infinity,
  retry: false,
});

export const signIn = (username: string, password: string) =>
  request<unknown>('POST', '/auth/login', { body: { username, password } });

export const signOut = () => request<unknown>('POST', '/auth/logout');
