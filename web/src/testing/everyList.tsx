import type { ReactElement } from 'react';
import { ClustersPage } from '@/features/clusters/pages/ClustersPage';
import { AuditPage } from '@/features/identity/audit/AuditPage';
import { AccessTokensPage } from '@/features/identity/tokens/AccessTokensPage';
import { GroupsPage } from '@/features/identity/groups/GroupsPage';
import { RolesPage } from '@/features/identity/roles/RolesPage';
import { UsersPage } from '@/features/identity/users/UsersPage';
import { resourceKinds } from '@/features/resources/kinds';
import { EventList } from '@/features/resources/object/EventList';
import { UsedBy } from '@/features/resources/object/UsedBy';
import { ClusterKindPage } from '@/features/resources/pages/ClusterKindPage';
import { FleetKindPage } from '@/features/resources/pages/FleetKindPage';
import { KindsPage } from '@/features/resources/pages/KindsPage';
import { SearchPage } from '@/features/search/ask/SearchPage';
import { ClusterSyncPage } from '@/features/search/sync/ClusterSyncPage';
import { SyncPage } from '@/features/search/sync/SyncPage';
import { WarningTable } from '@/features/search/WarningTable';
import { workloadKinds } from '@/features/workloads/kinds';
import type { Words } from '@/shared/i18n/words';

const root = '/apis/kpanda.io/v1alpha1';
const row = {
  metadata: { name: 'red', namespace: 'shop', cluster: 'prod', uid: '1', resourceVersion: '1' },
  spec: {},
  status: {},
  kpanda: { key: 'prod/shop/red', state: '', severity: 'none', reason: '', message: '' },
};
const away = [
  {
    cluster: 'prod',
    synced: true,
    live: false,
    lastContact: '1700000000000',
    reason: 'sync.unreachable',
    message: 'No route.',
  },
];
const page = (items: object[], freshness: object[] = []) => ({
  items,
  pagination: { total: items.length, page: 1, pageSize: 50, pages: 1 },
  freshness,
});

/** A list, and how each of its states comes about. */
export interface List {
  name: string;
  element: ReactElement;
  address: string;
  path?: string;
  /** What it asks, and the answers with nothing in them and with a row. */
  asks: string;
  none: object;
  some: object;
  empty: Words;
  /** Narrows the list to nothing; a list without filters cannot be narrowed. */
  narrowed?: { address: string; answer?: object; words?: string };
  /** With rows of a cluster that is away. */
  stale?: object;
  /** How the page knows its kind. */
  also?: Record<string, object>;
}

const ofKinds: List[] = [...workloadKinds, ...resourceKinds].map(({ segment, empty }) => ({
  name: segment,
  element: <ClusterKindPage />,
  address: `/clusters/prod/${segment}`,
  path: '/clusters/:cluster/:segment',
  asks: `${root}/clusters/prod/${segment}`,
  none: page([]),
  some: page([row]),
  stale: page([row], away),
  empty: empty.title,
  narrowed: { address: `/clusters/prod/${segment}?q=zzz` },
}));

const carts = 'carts.shop.example.com';
const cart = {
  segment: carts,
  group: 'shop.example.com',
  version: 'v1',
  resource: 'carts',
  kind: 'Cart',
  namespaced: true,
  verbs: ['delete'],
  shortNames: [],
  categories: [],
};
const status = {
  cluster: 'prod',
  objects: 0,
  watches: 0,
  kinds: 0,
  behind: 0,
  lists: '0',
  reason: '',
  message: '',
  pausedKinds: 0,
  different: 0,
};
const sync = (clusters: object[]) => ({
  objects: '0',
  watches: 0,
  watchBudget: 0,
  unwritten: 0,
  storeFailure: '',
  counts: {},
  leftOutKinds: [],
  leftOutNamespaces: [],
  clusters,
  pagination: { total: clusters.length, page: 1, pageSize: 50, pages: 1 },
});
const record = {
  id: 'r1',
  auditName: 'delete pods',
  resourceName: 'web-1',
  clusterName: 'prod',
  status: 'failed',
  user: 'wang',
  createdAt: '2026-01-01T00:00:00.000Z',
  namespace: 'shop',
  statusCode: 403,
};
const found = (items: object[]) => ({ items, kinds: [], total: items.length, next: '', freshness: [] });
const result = { ...row.metadata, kind: 'Pod', segment: 'pods', state: '', severity: 'none', reason: '', message: '' };
const inShop = { cluster: 'prod', namespace: 'shop', segment: 'configmaps', name: 'settings' };

const person = {
  id: 'u1',
  name: 'li',
  email: '',
  description: '',
  firstname: '',
  lastname: '',
  source: 'locale',
  enabled: true,
  passwordState: 'set',
  createdAt: '2026-01-01T00:00:00Z',
  lastLoginAt: '',
};
const ghippo = '/apis/ghippo.io/v1alpha1';

const others: List[] = [
  {
    name: 'pods of all clusters',
    element: <FleetKindPage />,
    address: '/workloads/pods',
    path: '/workloads/:segment',
    asks: `${root}/asl/pods`,
    none: page([]),
    some: page([row]),
    stale: page([row], away),
    empty: 'empty.pods.title',
    narrowed: { address: '/workloads/pods?state=Failed' },
  },
  {
    name: 'a custom resource',
    element: <ClusterKindPage />,
    address: `/clusters/prod/${carts}`,
    path: '/clusters/:cluster/:segment',
    asks: `${root}/clusters/prod/${carts}`,
    also: { [`${root}/clusters/prod/kinds/${carts}`]: { kind: cart, columns: [] } },
    none: page([]),
    some: page([row]),
    stale: page([row], away),
    empty: 'empty.served.title',
    narrowed: { address: `/clusters/prod/${carts}?q=zzz` },
  },
  {
    name: 'clusters',
    element: <ClustersPage />,
    address: '/clusters',
    asks: `${root}/clusters`,
    none: page([]),
    some: page([{ metadata: { name: 'prod' }, status: { phase: 'Running' } }]),
    empty: 'empty.clusters.title',
    narrowed: { address: '/clusters?q=zzz' },
  },
  {
    name: 'kinds',
    element: <KindsPage />,
    address: '/clusters/prod/kinds',
    path: '/clusters/:cluster/kinds',
    asks: `${root}/clusters/prod/kinds`,
    none: { items: [] },
    some: { items: [cart] },
    empty: 'kindsPage.none',
    narrowed: { address: '/clusters/prod/kinds?q=zzz', answer: { items: [cart] } },
  },
  {
    name: 'access tokens',
    element: <AccessTokensPage />,
    address: '/tokens',
    asks: '/apis/ghippo.io/v1alpha1/current-user/accesstokens',
    none: { items: [] },
    some: { items: [{ id: '1', name: 'ci', cluster: '', createdAt: '2026-01-01T00:00:00Z' }] },
    empty: 'tokens.none',
  },
  {
    name: 'users of the platform',
    element: <UsersPage />,
    address: '/users',
    asks: `${ghippo}/users`,
    none: page([]),
    some: page([person]),
    empty: 'users.none',
    narrowed: { address: '/users?search=zzz' },
  },
  {
    name: 'groups of the platform',
    element: <GroupsPage />,
    address: '/groups',
    asks: `${ghippo}/groups`,
    none: page([]),
    some: page([{ id: 'g1', name: 'team', userCount: '3', description: '', issuer: '', createdAt: person.createdAt }]),
    empty: 'groups.none',
    narrowed: { address: '/groups?search=zzz' },
  },
  {
    name: 'platform roles',
    element: <RolesPage />,
    address: '/platform-roles',
    asks: `${ghippo}/roles`,
    none: page([]),
    some: page([{ name: 'Viewer', type: 'custom', description: '', userCount: 1, groupCount: 0, held: true }]),
    empty: 'platformRoles.none',
    narrowed: { address: '/platform-roles?search=zzz' },
  },
  {
    name: 'the audit',
    element: <AuditPage />,
    address: '/audit',
    asks: '/apis/ghippo.io/v1alpha3/audits',
    none: page([]),
    some: page([record]),
    empty: 'audit.none',
    narrowed: { address: '/audit?user=zzz' },
  },
  {
    name: 'freshness',
    element: <SyncPage />,
    address: '/sync',
    asks: '/api/v1/sync',
    none: sync([]),
    some: sync([status]),
    empty: 'sync.none',
    narrowed: { address: '/sync?q=zzz' },
  },
  {
    name: 'freshness of a cluster',
    element: <ClusterSyncPage />,
    address: '/sync/prod',
    path: '/sync/:syncCluster',
    asks: '/api/v1/sync/prod',
    none: { summary: status, kinds: [] },
    some: { summary: status, kinds: [kindStatus('pods')] },
    empty: 'sync.noneOfCluster',
    narrowed: { address: '/sync/prod?q=zzz', answer: { summary: status, kinds: [kindStatus('pods')] } },
  },
  {
    name: 'search',
    element: <SearchPage />,
    address: '/search?q=red',
    asks: '/api/v1/search',
    none: found([]),
    some: found([result]),
    stale: { ...found([result]), freshness: away },
    empty: 'search.nothing.title',
  },
  {
    name: 'events of an object',
    element: <EventList path={`${root}/clusters/prod/namespaces/shop/events`} query={{ kind: 'Pod' }} />,
    address: '/',
    asks: `${root}/clusters/prod/namespaces/shop/events`,
    none: page([]),
    some: page([row]),
    stale: page([row], away),
    empty: 'events.empty.title',
  },
  {
    name: 'warnings of late',
    element: <WarningTable cluster="prod" />,
    address: '/',
    asks: `${root}/clusters/prod/events`,
    none: page([]),
    some: page([row]),
    stale: page([row], away),
    empty: 'overview.noWarnings',
  },
  {
    name: 'users of a ConfigMap',
    element: <UsedBy place={inShop} />,
    address: '/',
    asks: `${root}/clusters/prod/namespaces/shop/configmaps/settings/related`,
    none: {},
    some: { pods: [row] },
    empty: 'usedBy.nobody',
  },
];

function kindStatus(resource: string) {
  return {
    resource,
    objects: 1,
    watched: true,
    events: '0',
    lists: '0',
    lastError: '',
    freshness: { cluster: 'prod', synced: true, live: true, reason: '', message: '' },
    leftOut: false,
  };
}

/** Every list of the console. */
export const everyList: readonly List[] = [...ofKinds, ...others];
