import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { clusterLink, objectLink } from '@/shared/kinds/objectLink';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';

type Binding = Published<'RoleBinding'>;

const roleColumn: Column<Binding> = {
  id: 'role',
  title: 'fields.role',
  sortBy: 'role',
  text: ({ roleRef }) => `${roleRef?.kind}/${roleRef?.name}`,
  render: ({ metadata, roleRef }) => {
    const { cluster = '', namespace } = metadata;
    const name = roleRef?.name ?? '';
    const link =
      roleRef?.kind === 'Role'
        ? objectLink({ cluster, namespace, segment: 'roles', name })
        : clusterLink(cluster, `clusterroles/${encodeURIComponent(name)}`);
    return (
      <NameLink to={link} isQuiet>
        {roleRef?.kind}/{name}
      </NameLink>
    );
  },
};

const subjects = (kind: string) => (row: Binding) =>
  (row.subjects ?? [])
    .filter((subject) => subject.kind === kind)
    .map(({ namespace, name }) => (namespace ? `${namespace}/${name}` : name));

const columns = [
  roleColumn,
  textColumn('users', 'fields.users', subjects('User')),
  textColumn('groups', 'fields.groups', subjects('Group')),
  textColumn('serviceAccounts', 'fields.serviceAccounts', subjects('ServiceAccount'), { secondary: true }),
];

const common = {
  group: 'rbac.authorization.k8s.io',
  columns,
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
};

export const roleBinding = defineKind<Binding>({
  ...common,
  segment: 'rolebindings',
  kind: 'RoleBinding',
  title: 'kinds.rolebindings',
  namespaced: true,
  empty: { title: 'empty.rolebindings.title', body: 'empty.rolebindings.body' },
});

export const clusterRoleBinding = defineKind<Binding>({
  ...common,
  segment: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  title: 'kinds.clusterrolebindings',
  namespaced: false,
  empty: { title: 'empty.clusterrolebindings.title', body: 'empty.clusterrolebindings.body' },
});
