import { Nav, NavGroup, NavList } from '@patternfly/react-core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMaySeeSync } from '@/features/search/sync/useSync';
import { fleetLink } from './fleetLink';
import { KindGroups } from './KindGroups';
import { NavLinkItem } from './NavLinkItem';

/** Level one: everything over all clusters. */
export const FleetNavigation = memo(function FleetNavigation() {
  const { t } = useTranslation();
  const maySeeSync = useMaySeeSync();
  return (
    <Nav aria-label={t('shell.navigation')}>
      <NavList>
        <NavLinkItem to="/" isExact>
          {t('nav.overview')}
        </NavLinkItem>
        <NavLinkItem to="/search">{t('nav.search')}</NavLinkItem>
        <NavLinkItem to="/clusters">{t('nav.clusters')}</NavLinkItem>
        <NavLinkItem to="/namespaces">{t('nav.namespaces')}</NavLinkItem>
        <NavLinkItem to="/kinds/nodes">{t('nav.nodes')}</NavLinkItem>
        <NavLinkItem to="/kinds/events">{t('kinds.events')}</NavLinkItem>
        <KindGroups link={fleetLink} />
        {maySeeSync && <NavLinkItem to="/sync">{t('nav.sync')}</NavLinkItem>}
      </NavList>
      <NavGroup title={t('nav.administration')}>
        <NavLinkItem to="/audit">{t('audit.title')}</NavLinkItem>
      </NavGroup>
    </Nav>
  );
});
