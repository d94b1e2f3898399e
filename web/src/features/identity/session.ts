import { queryOptions } from '@tanstack/react-query';
import { get, request } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';

/** What must be done before the console opens: the second step of a sign-in, a password that must be changed, or a second factor that must be set up. */
export type SignInNext = 'code' | 'password' | 'enrol';

/** Who is signed in. */
export type Session = components['schemas']['CurrentUserResponse'];

export type OwnRole = components['schemas']['OwnRole'];

export type PasswordDemands = components['schemas']['PasswordDemands'];

export interface SignInAnswer {
  next?: SignInNext;
  challenge?: string;
}

/** A secret to add to an authenticator app, as text and as the address that a QR code stands for. */
export type NewSecondFactor = components['schemas']['NewSecondFactor'];

/** Codes that stand in for the app; told once. */
export type RecoveryCodeList = components['schemas']['RecoveryCodeList'];

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<Session>('/apis/ghippo.io/v1alpha1/current-user', undefined, signal),
  staleTime: Infinity,
  retry: false,
});

/** Signs in with a password: of the directory of this name, or where it is empty of whoever knows the user name. */
export const signIn = (username: string, password: string, provider: string) =>
  request<SignInAnswer>('POST', '/auth/login', { body: { username, password, ...(provider && { provider }) } });

export const sendCode = (challenge: string, code: string) =>
  request<SignInAnswer>('POST', '/auth/login/code', { body: { challenge, code } });

export const changePassword = (oldPassword: string, newPassword: string) =>
  request<SignInAnswer>('PUT', '/apis/ghippo.io/v1alpha1/current-user/set-password', {
    body: { oldPassword, newPassword },
    renewsSession: true,
  });

/** Whether the password is kept here, and what a new one must be. */
export const passwordQuery = queryOptions({
  queryKey: ['session', 'password'],
  queryFn: ({ signal }) =>
    get<components['schemas']['PasswordDescription']>(
      '/apis/ghippo.io/v1alpha1/current-user/password-description',
      undefined,
      signal,
    ),
});

export const beginSecondFactor = (password: string) =>
  request<NewSecondFactor>('POST', '/api/v1/second-factor/enrol', { body: { password } });

export const confirmSecondFactor = (code: string) =>
  request<RecoveryCodeList>('POST', '/api/v1/second-factor/confirm', { body: { code }, renewsSession: true });

/** Where to sign out of the identity provider that vouched for the session; absent for nowhere. */
interface SignedOut {
  redirect?: string;
}

export const signOut = () => request<SignedOut>('POST', '/auth/logout');
