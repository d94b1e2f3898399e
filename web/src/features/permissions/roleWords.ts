import type { TFunction } from 'i18next';

/** The roles that can be granted, in the order of a choice. */
export const grantedRoles = {
  cluster: ['role-template-cluster-view', 'role-template-cluster-edit', 'role-template-cluster-admin'],
  namespace: ['role-template-ns-view', 'role-template-ns-edit', 'role-template-ns-admin'],
} as const;

const words = {
  'role-template-cluster-view': 'clusterView',
  'role-template-cluster-edit': 'clusterEdit',
  'role-template-cluster-admin': 'clusterAdmin',
  'role-template-ns-view': 'namespaceView',
  'role-template-ns-edit': 'namespaceEdit',
  'role-template-ns-admin': 'namespaceAdmin',
} as const;

const wordOf = (role: string) => (role in words ? words[role as keyof typeof words] : undefined);

/** What people call a role; a role of the member by its own name. */
export function roleName(t: TFunction, role: string): string {
  const word = wordOf(role);
  return word ? t(`permissions.roles.${word}`) : role;
}

/** What a role may, in a sentence; empty for a role of the member. */
export function roleAbout(t: TFunction, role: string): string {
  const word = wordOf(role);
  return word ? t(`permissions.rolesAbout.${word}`) : '';
}
