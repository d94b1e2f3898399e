import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type Role = Published<'Role'>;

const resources = ({ rules }: Role) => [
  ...new Set(
    (rules ?? []).flatMap(({ resources: named, nonResourceUrls }) => [...(named ?? []), ...(nonResourceUrls ?? [])]),
  ),
];

const columns = [
  textColumn<Role>('rules', 'fields.rules', ({ rules }) => rules?.length ?? 0, { numeric: true }),
  textColumn<Role>('resources', 'fields.resources', resources, { secondary: true }),
];

const common = {
  group: 'rbac.authorization.k8s.io',
  columns,
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
};

export const role = defineKind<Role>({
  ...common,
  segment: 'roles',
  kind: 'Role',
  title: 'kinds.roles',
  namespaced: true,
  empty: { title: 'empty.roles.title', body: 'empty.roles.body' },
});

export const clusterRole = defineKind<Role>({
  ...common,
  segment: 'clusterroles',
  kind: 'ClusterRole',
  title: 'kinds.clusterroles',
  namespaced: false,
  empty: { title: 'empty.clusterroles.title', body: 'empty.clusterroles.body' },
});
