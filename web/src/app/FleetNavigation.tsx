import { Nav, NavGroup, NavList } from '@patternfly/react-core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/shared/access/useMay';
import { useMaySeeSync } from '@/features/search/sync/useSync';
import { fleetLink } from './fleetLink';
import { KindGroups } from './KindGroups';
import { NavLinkItem } from './NavLinkItem';

/** Level one: everything over all clusters. */
export const FleetNavigation = memo(function FleetNavigation() {
  const { t } = useTranslation();
  const maySeeSync = useMaySeeSync();
  const nodes = useMay({ verb: 'list', resource: 'nodes', cluster: '*' });
  const grants = useMay({ verb: 'list', resource: 'rolebindings.rbac.authorization.k8s.io', cluster: '*' });
  const users = useMay({ verb: 'list', resource: 'users.ghippo.io' });
  const groups = useMay({ verb: 'list', resource: 'groups.ghippo.io' });
  const roles = useMay({ verb: 'list', resource: 'roles.ghippo.io' });
  const roleTemplates = useMay({ verb: 'list', resource: 'roletemplates.kpanda.io' });
  const audit = useMay({ verb: 'list', resource: 'audits.ghippo.io' });
  const providers = useMay({ verb: 'get', resource: 'idps.ghippo.io' });
  const policies = useMay({ verb: 'get', resource: 'securitypolicies.ghippo.io' });
  return (
    <Nav aria-label={t('shell.navigation')}>
      <NavList>
        <NavLinkItem to="/" isExact>
          {t('nav.overview')}
        </NavLinkItem>
        <NavLinkItem to="/search">{t('nav.search')}</NavLinkItem>
        <NavLinkItem to="/clusters">{t('nav.clusters')}</NavLinkItem>
        <NavLinkItem to="/namespaces">{t('nav.namespaces')}</NavLinkItem>
        {nodes.allowed !== false && <NavLinkItem to="/kinds/nodes">{t('nav.nodes')}</NavLinkItem>}
        <NavLinkItem to="/kinds/events">{t('kinds.events')}</NavLinkItem>
        <KindGroups link={fleetLink} />
        {maySeeSync && <NavLinkItem to="/sync">{t('nav.sync')}</NavLinkItem>}
      </NavList>
      {[users, groups, roles, grants, roleTemplates, providers, policies, audit].some(
        ({ allowed }) => allowed !== false,
      ) && (
        <NavGroup title={t('nav.administration')}>
          {users.allowed !== false && (
            <NavLinkItem to="/users" also="/user-import">
              {t('users.title')}
            </NavLinkItem>
          )}
          {groups.allowed !== false && <NavLinkItem to="/groups">{t('groups.title')}</NavLinkItem>}
          {roles.allowed !== false && <NavLinkItem to="/platform-roles">{t('platformRoles.title')}</NavLinkItem>}
          {grants.allowed !== false && (
            <NavLinkItem to="/permissions" isExact>
              {t('permissions.title')}
            </NavLinkItem>
          )}
          {roleTemplates.allowed !== false && <NavLinkItem to="/permissions/roles">{t('roles.title')}</NavLinkItem>}
          {providers.allowed !== false && <NavLinkItem to="/identity-providers">{t('providers.title')}</NavLinkItem>}
          {policies.allowed !== false && (
            <NavLinkItem to="/security-policies">{t('securityPolicies.title')}</NavLinkItem>
          )}
          {audit.allowed !== false && <NavLinkItem to="/audit">{t('audit.title')}</NavLinkItem>}
        </NavGroup>
      )}
    </Nav>
  );
});
