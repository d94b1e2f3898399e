import type { FieldGroup, ProviderValues } from '../form/fields';
import type { OidcProvider } from '../providerApi';

export const oidcGroups: readonly FieldGroup[] = [
  {
    title: 'providers.oidc.group.provider',
    fields: [
      {
        name: 'alias',
        label: 'providers.oidc.field.alias',
        help: 'providers.oidc.help.alias',
        isRequired: true,
        isFixed: true,
        maxLength: 32,
      },
      {
        name: 'displayName',
        label: 'providers.oidc.field.displayName',
        help: 'providers.oidc.help.displayName',
        maxLength: 63,
      },
      {
        name: 'issuer',
        label: 'providers.oidc.field.issuer',
        help: 'providers.oidc.help.issuer',
        isRequired: true,
        isFixed: true,
      },
    ],
  },
  {
    title: 'providers.oidc.group.client',
    fields: [
      { name: 'clientId', label: 'providers.oidc.field.clientId', isRequired: true },
      {
        name: 'clientSecret',
        label: 'providers.oidc.field.clientSecret',
        help: 'providers.oidc.help.clientSecret',
        kind: 'secret',
      },
      {
        name: 'clientAuthentications',
        label: 'providers.oidc.field.clientAuthentications',
        kind: 'choice',
        options: [
          ['client_secret_post', { text: 'client_secret_post' }],
          ['client_secret_basic', { text: 'client_secret_basic' }],
        ],
      },
    ],
  },
  {
    title: 'providers.oidc.group.linking',
    fields: [
      {
        name: 'enableAutoLinkFlow',
        label: 'providers.oidc.field.enableAutoLinkFlow',
        help: 'providers.oidc.help.enableAutoLinkFlow',
        kind: 'switch',
      },
      { name: 'enabled', label: 'providers.oidc.field.enabled', help: 'providers.oidc.help.enabled', kind: 'switch' },
    ],
  },
  {
    title: 'providers.oidc.group.claims',
    isFolded: true,
    fields: [
      { name: 'scopes', label: 'providers.oidc.field.scopes', help: 'providers.oidc.help.scopes' },
      {
        name: 'nameClaim',
        label: 'providers.oidc.field.nameClaim',
        help: 'providers.oidc.help.nameClaim',
        maxLength: 63,
      },
      {
        name: 'groupsClaim',
        label: 'providers.oidc.field.groupsClaim',
        help: 'providers.oidc.help.groupsClaim',
        maxLength: 63,
      },
      { name: 'groupPrefix', label: 'providers.oidc.field.groupPrefix', help: 'providers.oidc.help.groupPrefix' },
    ],
  },
];

export const newOidc: ProviderValues = {
  alias: '',
  displayName: '',
  issuer: '',
  clientId: '',
  clientSecret: '',
  clientAuthentications: 'client_secret_post',
  enableAutoLinkFlow: false,
  enabled: true,
  scopes: 'openid profile email',
  nameClaim: 'preferred_username',
  groupsClaim: 'groups',
  groupPrefix: '',
};

/** What the form begins with. The secret is never told. */
export const oidcValues = (provider: OidcProvider): ProviderValues => ({
  ...Object.fromEntries(Object.keys(newOidc).map((name) => [name, provider[name as keyof OidcProvider] ?? ''])),
  clientSecret: '',
});
