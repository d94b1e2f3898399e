import { Nav, NavGroup, NavList } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { workloadKinds } from '@/features/workloads/kinds';
import { NavLinkItem } from './NavLinkItem';

/** Level one: everything over all clusters. */
export function FleetNavigation() {
  const { t } = useTranslation();
  return (
    <Nav aria-label={t('shell.navigation')}>
      <NavList>
        <NavLinkItem to="/clusters">{t('nav.clusters')}</NavLinkItem>
        <NavLinkItem to="/namespaces">{t('nav.namespaces')}</NavLinkItem>
      </NavList>
      <NavGroup title={t('nav.workloads')}>
        {workloadKinds.map(({ segment, title }) => (
          <NavLinkItem key={segment} to={`/workloads/${segment}`}>
            {t(title)}
          </NavLinkItem>
        ))}
      </NavGroup>
    </Nav>
  );
}
