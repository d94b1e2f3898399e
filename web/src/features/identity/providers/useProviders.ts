import { useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import { ldapsPath, oidcsPath, providersKey, type LdapItem, type OidcProvider } from './providerApi';

/** A provider of either kind, as the list shows it. */
export type ProviderRow =
  | { kind: 'oidc'; key: string; name: string; displayName: string; enabled: boolean; oidc: OidcProvider }
  | { kind: 'ldap'; key: string; name: string; displayName: string; enabled: boolean; ldap: LdapItem };

/** All identity providers, by name. */
export function useProviders() {
  return useQuery({
    queryKey: [...providersKey, 'list'],
    queryFn: async ({ signal }) => {
      const [oidcs, ldaps] = await Promise.all([
        get<{ items: OidcProvider[] }>(oidcsPath, undefined, signal),
        get<{ items: LdapItem[] }>(ldapsPath, undefined, signal),
      ]);
      const rows: ProviderRow[] = [
        ...oidcs.items.map((oidc): ProviderRow => ({
          kind: 'oidc',
          key: `oidc/${oidc.alias}`,
          name: oidc.alias,
          displayName: oidc.displayName,
          enabled: oidc.enabled,
          oidc,
        })),
        ...ldaps.items.map((ldap): ProviderRow => ({
          kind: 'ldap',
          key: `ldap/${ldap.id}`,
          name: ldap.name,
          displayName: ldap.displayName,
          enabled: ldap.enabled,
          ldap,
        })),
      ];
      return rows.sort((a, b) => a.name.localeCompare(b.name));
    },
    staleTime: 0,
  });
}
