import type { components } from '@/shared/api/generated';

export type AccessToken = components['schemas']['AccessToken'];
export type CreatedToken = components['schemas']['CreateAccessTokenResponse'];

const account = '/apis/ghippo.io/v1alpha1/current-user';

export const createTokenPath = `${account}/accesstoken`;
export const tokensPath = `${account}/accesstokens`;
export const tokenPath = (id: string) => `${tokensPath}/${encodeURIComponent(id)}`;
export const tokensKey = ['access-tokens'] as const;
