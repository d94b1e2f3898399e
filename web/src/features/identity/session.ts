import { queryOptions } from '@tanstack/react-query';
import { get, request } from '@/shared/api/client';

/** What must be done before the console opens: the second step of a sign-in, a password that must be changed, or a second factor that must be set up. */
export type SignInNext = 'code' | 'password' | 'enrol';

export interface Session {
  username: string;
  next?: SignInNext;
}

export interface SignInAnswer {
  next?: SignInNext;
  challenge?: string;
}

export interface NewSecondFactor {
  secret: string;
  uri: string;
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/apis/ghippo.io/v1alpha1/current-user', undefined, signal),
  staleTime: Infinity,
  retry: false,
});

export const signIn = (username: string, password: string) =>
  request<SignInAnswer>('POST', '/auth/login', { body: { username, password } });

export const sendCode = (challenge: string, code: string) =>
  request<SignInAnswer>('POST', '/auth/login/code', { body: { challenge, code } });

export const changePassword = (oldPassword: string, newPassword: string) =>
  request<SignInAnswer>('PUT', '/apis/ghippo.io/v1alpha1/current-user/set-password', {
    body: { oldPassword, newPassword },
  });

export const beginSecondFactor = (password: string) =>
  request<NewSecondFactor>('POST', '/api/v1/second-factor/enrol', { body: { password } });

export const confirmSecondFactor = (code: string) =>
  request<{ codes: string[] }>('POST', '/api/v1/second-factor/confirm', { body: { code } });

/** Where to sign out of the identity provider that vouched for the session; absent for nowhere. */
interface SignedOut {
  redirect?: string;
}

export const signOut = () => request<SignedOut>('POST', '/auth/logout');
