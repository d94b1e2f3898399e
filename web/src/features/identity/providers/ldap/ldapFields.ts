import type { FieldGroup, ProviderValues } from '../form/fields';
import type { LdapProvider } from '../providerApi';

export const ldapGroups: readonly FieldGroup[] = [
  {
    title: 'providers.ldap.group.directory',
    fields: [
      {
        name: 'name',
        label: 'providers.ldap.field.name',
        help: 'providers.ldap.help.name',
        isRequired: true,
        isFixed: true,
        maxLength: 32,
      },
      {
        name: 'displayName',
        label: 'providers.ldap.field.displayName',
        help: 'providers.ldap.help.displayName',
        maxLength: 63,
      },
      {
        name: 'vendor',
        label: 'providers.ldap.field.vendor',
        help: 'providers.ldap.help.vendor',
        kind: 'choice',
        options: [
          ['other', 'providers.ldap.vendor.other'],
          ['ad', 'providers.ldap.vendor.ad'],
        ],
      },
      {
        name: 'connectionUrl',
        label: 'providers.ldap.field.connectionUrl',
        help: 'providers.ldap.help.connectionUrl',
        isRequired: true,
      },
      {
        name: 'startTls',
        label: 'providers.ldap.field.startTls',
        help: 'providers.ldap.help.startTls',
        kind: 'switch',
      },
      {
        name: 'allowPlain',
        label: 'providers.ldap.field.allowPlain',
        help: 'providers.ldap.help.allowPlain',
        kind: 'switch',
      },
      {
        name: 'caCertificate',
        label: 'providers.ldap.field.caCertificate',
        help: 'providers.ldap.help.caCertificate',
        kind: 'area',
      },
    ],
  },
  {
    title: 'providers.ldap.group.bind',
    fields: [
      { name: 'bindDn', label: 'providers.ldap.field.bindDn', help: 'providers.ldap.help.bindDn' },
      {
        name: 'bindCredential',
        label: 'providers.ldap.field.bindCredential',
        help: 'providers.ldap.help.bindCredential',
        kind: 'secret',
      },
    ],
  },
  {
    title: 'providers.ldap.group.people',
    fields: [
      { name: 'usersDn', label: 'providers.ldap.field.usersDn', help: 'providers.ldap.help.usersDn', isRequired: true },
      {
        name: 'userLdapFilter',
        label: 'providers.ldap.field.userLdapFilter',
        help: 'providers.ldap.help.userLdapFilter',
      },
      {
        name: 'usernameLdapAttribute',
        label: 'providers.ldap.field.usernameLdapAttribute',
        help: 'providers.ldap.help.usernameLdapAttribute',
      },
    ],
  },
  {
    title: 'providers.ldap.group.groups',
    isFolded: true,
    fields: [
      { name: 'groupDn', label: 'providers.ldap.field.groupDn', help: 'providers.ldap.help.groupDn' },
      { name: 'groupLdapFilter', label: 'providers.ldap.field.groupLdapFilter' },
      { name: 'groupNameLdapAttribute', label: 'providers.ldap.field.groupNameLdapAttribute' },
      {
        name: 'membershipType',
        label: 'providers.ldap.field.membershipType',
        help: 'providers.ldap.help.membershipType',
        kind: 'choice',
        options: [
          ['DN', 'providers.ldap.membership.DN'],
          ['UID', 'providers.ldap.membership.UID'],
        ],
      },
      {
        name: 'memberLdapAttribute',
        label: 'providers.ldap.field.memberLdapAttribute',
        help: 'providers.ldap.help.memberLdapAttribute',
      },
      {
        name: 'groupObjectClasses',
        label: 'providers.ldap.field.groupObjectClasses',
        help: 'providers.ldap.help.groupObjectClasses',
      },
      { name: 'nested', label: 'providers.ldap.field.nested', help: 'providers.ldap.help.nested', kind: 'switch' },
      { name: 'groupPrefix', label: 'providers.ldap.field.groupPrefix', help: 'providers.ldap.help.groupPrefix' },
    ],
  },
  {
    title: 'providers.ldap.group.attributes',
    isFolded: true,
    fields: [
      { name: 'userObjectClasses', label: 'providers.ldap.field.userObjectClasses' },
      { name: 'username', label: 'providers.ldap.field.username', help: 'providers.ldap.help.username' },
      { name: 'firstName', label: 'providers.ldap.field.firstName' },
      { name: 'lastName', label: 'providers.ldap.field.lastName' },
      { name: 'email', label: 'providers.ldap.field.email' },
      {
        name: 'uuidLdapAttribute',
        label: 'providers.ldap.field.uuidLdapAttribute',
        help: 'providers.ldap.help.uuidLdapAttribute',
      },
    ],
  },
  {
    title: 'providers.ldap.group.sync',
    fields: [
      {
        name: 'fullSyncPeriod',
        label: 'providers.ldap.field.fullSyncPeriod',
        help: 'providers.ldap.help.fullSyncPeriod',
        kind: 'number',
      },
      {
        name: 'readTimeout',
        label: 'providers.ldap.field.readTimeout',
        help: 'providers.ldap.help.readTimeout',
        kind: 'number',
      },
      { name: 'pageSize', label: 'providers.ldap.field.pageSize', kind: 'number' },
      {
        name: 'enableAutoLinkFlow',
        label: 'providers.ldap.field.enableAutoLinkFlow',
        help: 'providers.ldap.help.enableAutoLinkFlow',
        kind: 'switch',
      },
      { name: 'enabled', label: 'providers.ldap.field.enabled', kind: 'switch' },
    ],
  },
];

/** Fields of the search for groups: the API keeps it apart. */
export const searchFields = [
  'groupDn',
  'groupLdapFilter',
  'groupNameLdapAttribute',
  'membershipType',
  'memberLdapAttribute',
  'groupObjectClasses',
  'nested',
] as const;

export const newLdap: ProviderValues = {
  name: '',
  displayName: '',
  vendor: 'other',
  connectionUrl: '',
  startTls: false,
  allowPlain: false,
  caCertificate: '',
  bindDn: '',
  bindCredential: '',
  usersDn: '',
  userLdapFilter: '',
  usernameLdapAttribute: '',
  groupDn: '',
  groupLdapFilter: '',
  groupNameLdapAttribute: '',
  membershipType: 'DN',
  memberLdapAttribute: '',
  groupObjectClasses: '',
  nested: false,
  groupPrefix: '',
  userObjectClasses: '',
  username: '',
  firstName: '',
  lastName: '',
  email: '',
  uuidLdapAttribute: '',
  fullSyncPeriod: '3600',
  readTimeout: '10000',
  pageSize: '500',
  enableAutoLinkFlow: false,
  enabled: true,
};

/** What the form begins with. The password is never told. */
export function ldapValues(provider: LdapProvider): ProviderValues {
  const stored = { ...provider, ...provider.group } as unknown as Record<string, string | number | boolean | undefined>;
  return {
    ...Object.fromEntries(
      Object.entries(newLdap).map(([name, empty]) => [
        name,
        typeof empty === 'boolean' ? String(stored[name]) === 'true' : String(stored[name] ?? empty),
      ]),
    ),
    bindCredential: '',
  };
}

/** As the API has it: numbers and switches are texts there, but for those that are ours. */
export function ldapBody(values: ProviderValues): Record<string, string | boolean | number> {
  const { startTls, pageSize, ...others } = values;
  return {
    ...Object.fromEntries(Object.entries(others).filter(([name]) => !searchFields.some((field) => field === name))),
    ...(startTls !== undefined && { startTls: String(startTls) }),
    ...(pageSize !== undefined && { pageSize: Number(pageSize) }),
  };
}

/** The search for groups, of all values; null for none. What is empty stays what is usual, or takes a filter away. */
export function groupBody(values: ProviderValues): ProviderValues | null {
  if (!String(values.groupDn ?? '').trim()) return null;
  return Object.fromEntries(searchFields.map((name) => [name, values[name] ?? '']));
}

/** What is stored once a directory was made of these values, and its search for groups was not yet; its password may have to be told again. */
export const withoutGroups = (values: ProviderValues): ProviderValues => ({
  ...values,
  ...Object.fromEntries(searchFields.map((name) => [name, newLdap[name] ?? ''])),
  bindCredential: '',
});
