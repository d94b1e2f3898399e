import { queryOptions } from '@tanstack/react-query';
import { get, request } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import type { RecoveryCodeList } from '../session';

type Schemas = components['schemas'];
export type OwnSession = Schemas['OwnSession'];
export type SecondFactorState = Schemas['SecondFactorState'];

const account = '/apis/ghippo.io/v1alpha1/current-user';
export const namePath = `${account}/name`;
export const emailPath = `${account}/email`;

export const sessionsPath = '/api/v1/sessions';
export const sessionsKey = ['own-sessions'] as const;
export const sessionPath = (id: string) => `${sessionsPath}/${encodeURIComponent(id)}`;
export const endSessionsPath = `${sessionsPath}/end`;

export const factorPath = '/api/v1/second-factor';
export const factorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: ({ signal }) => get<SecondFactorState>(factorPath, undefined, signal),
  staleTime: 0,
});

export const removeSecondFactor = (password: string) =>
  request<object>('POST', `${factorPath}/disable`, { body: { password } });

export const newRecoveryCodes = (password: string) =>
  request<RecoveryCodeList>('POST', `${factorPath}/recovery-codes`, { body: { password } });
