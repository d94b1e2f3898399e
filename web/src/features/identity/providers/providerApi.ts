import type { components } from '@/shared/api/generated';

type Schemas = components['schemas'];
export type OidcProvider = Schemas['ProviderInfo'];
export type ImportedConfiguration = Schemas['ImportedConfiguration'];
export type LdapProvider = Schemas['LdapDetail'];
export type LdapItem = Schemas['LdapItem'];
export type LdapGroup = Schemas['LdapGroupDetail'];
export type LdapSync = Schemas['LdapSyncDetail'];

export const oidcsPath = '/apis/ghippo.io/v1alpha1/idp';
export const oidcPath = (alias: string) => `${oidcsPath}/${encodeURIComponent(alias)}`;
export const discoveryPath = `${oidcsPath}/import-openid-configuration`;

const ldap = '/apis/ghippo.io/v1alpha2';
export const newLdapPath = `${ldap}/ldap`;
export const ldapsPath = `${ldap}/ldaps`;
export const ldapPath = (id: string) => `${ldapsPath}/${encodeURIComponent(id)}`;
export const ldapGroupPath = (id: string, group = '') =>
  `${ldapPath(id)}/group${group ? `/${encodeURIComponent(group)}` : ''}`;
export const testConnectionPath = `${ldap}/testLdapConnection`;
export const testAuthenticationPath = `${ldap}/testLdapAuthentication`;

/** Everything that is read of providers begins with this. */
export const providersKey = ['identity-providers'] as const;
