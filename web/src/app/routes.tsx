import { createBrowserRouter, type RouteObject } from 'react-router';
import { RequireSession } from '@/features/identity/RequireSession';
import { SignInPage } from '@/features/identity/SignInPage';
import { NotFoundPage } from './NotFoundPage';
import { PageFailure } from './PageFailure';

/** Each page is a chunk of its own, loaded when it is opened. */
const page = (load: () => Promise<React.ComponentType>): Pick<RouteObject, 'lazy'> => ({
  lazy: async () => ({ Component: await load() }),
});

export function createRouter() {
  return createBrowserRouter([
    { path: '/sign-in', Component: SignInPage },
    {
      path: '/',
      Component: RequireSession,
      HydrateFallback: () => null,
      children: [
        {
          ErrorBoundary: PageFailure,
          children: [
            {
              index: true,
              ...page(async () => (await import('@/features/search/FleetOverviewPage')).FleetOverviewPage),
            },
            {
              path: 'clusters',
              ...page(async () => (await import('@/features/clusters/pages/ClustersPage')).ClustersPage),
            },
            {
              path: 'clusters/:cluster',
              ...page(async () => (await import('@/features/clusters/pages/ClusterLayout')).ClusterLayout),
              children: [
                {
                  index: true,
                  ...page(
                    async () => (await import('@/features/clusters/pages/ClusterOverviewPage')).ClusterOverviewPage,
                  ),
                },
                {
                  path: 'create',
                  ...page(async () => (await import('@/features/resources/create/CreatePage')).CreatePage),
                },
                {
                  path: 'kinds',
                  ...page(async () => (await import('@/features/resources/pages/KindsPage')).KindsPage),
                },
                {
                  path: 'access',
                  ...page(async () => (await import('@/features/permissions/AccessPage')).AccessPage),
                },
                {
                  path: 'sandbox',
                  ...page(async () => (await import('@/features/sandbox/SandboxFaultsPage')).SandboxFaultsPage),
                },
                {
                  path: ':segment',
                  ...page(async () => (await import('@/features/resources/pages/ClusterKindPage')).ClusterKindPage),
                },
                {
                  path: ':segment/:name',
                  ...page(async () => (await import('@/features/resources/pages/ObjectPage')).ObjectPage),
                },
                {
                  path: 'namespaces/:namespace/:segment/:name',
                  ...page(async () => (await import('@/features/resources/pages/ObjectPage')).ObjectPage),
                },
              ],
            },
            {
              path: 'workloads/:segment',
              ...page(async () => (await import('@/features/resources/pages/FleetKindPage')).FleetKindPage),
            },
            {
              path: 'kinds',
              ...page(async () => (await import('@/features/resources/pages/KindsPage')).KindsPage),
            },
            {
              path: 'kinds/:segment',
              ...page(async () => (await import('@/features/resources/pages/FleetKindPage')).FleetKindPage),
            },
            {
              path: 'namespaces',
              ...page(async () => (await import('@/features/resources/pages/FleetKindPage')).FleetKindPage),
            },
            { path: 'search', ...page(async () => (await import('@/features/search/ask/SearchPage')).SearchPage) },
            { path: 'sync', ...page(async () => (await import('@/features/search/sync/SyncPage')).SyncPage) },
            {
              path: 'sync/:syncCluster',
              ...page(async () => (await import('@/features/search/sync/ClusterSyncPage')).ClusterSyncPage),
            },
            {
              path: 'preferences',
              ...page(async () => (await import('@/features/identity/preferences/PreferencesPage')).PreferencesPage),
            },
            {
              path: 'profile',
              ...page(async () => (await import('@/features/identity/account/ProfilePage')).ProfilePage),
            },
            {
              path: 'security',
              ...page(async () => (await import('@/features/identity/account/SecurityPage')).SecurityPage),
            },
            {
              path: 'access-tokens',
              ...page(async () => (await import('@/features/identity/tokens/AccessTokensPage')).AccessTokensPage),
            },
            { path: 'users', ...page(async () => (await import('@/features/identity/users/UsersPage')).UsersPage) },
            { path: 'users/:user', ...page(async () => (await import('@/features/identity/users/UserPage')).UserPage) },
            { path: 'groups', ...page(async () => (await import('@/features/identity/groups/GroupsPage')).GroupsPage) },
            {
              path: 'groups/:group',
              ...page(async () => (await import('@/features/identity/groups/GroupPage')).GroupPage),
            },
            {
              path: 'platform-roles',
              ...page(async () => (await import('@/features/identity/roles/RolesPage')).RolesPage),
            },
            {
              path: 'platform-roles/:role',
              ...page(async () => (await import('@/features/identity/roles/RolePage')).RolePage),
            },
            {
              path: 'user-import',
              ...page(async () => (await import('@/features/identity/users/import/ImportUsersPage')).ImportUsersPage),
            },
            {
              path: 'permissions',
              ...page(async () => (await import('@/features/permissions/PermissionsPage')).PermissionsPage),
            },
            {
              path: 'permissions/roles',
              ...page(async () => (await import('@/features/permissions/roles/RolesPage')).RolesPage),
            },
            {
              path: 'permissions/allowed',
              ...page(async () => (await import('@/features/permissions/allowed/AllowedPage')).AllowedPage),
            },
            {
              path: 'my-permissions',
              ...page(async () => (await import('@/features/permissions/MyPermissionsPage')).MyPermissionsPage),
            },
            {
              path: 'identity-providers',
              ...page(
                async () => (await import('@/features/identity/providers/IdentityProvidersPage')).IdentityProvidersPage,
              ),
            },
            {
              path: 'security-policies',
              ...page(
                async () => (await import('@/features/identity/policies/SecurityPoliciesPage')).SecurityPoliciesPage,
              ),
            },
            {
              path: 'audit',
              ...page(async () => (await import('@/features/identity/audit/AuditPage')).AuditPage),
            },
            { path: 'help/api', ...page(async () => (await import('@/features/api/ApiPage')).ApiPage) },
            { path: '*', Component: NotFoundPage },
          ],
        },
      ],
    },
  ]);
}
