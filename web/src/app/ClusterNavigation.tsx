import { Nav, NavGroup, NavList } from '@patternfly/react-core';
import ArrowLeftIcon from '@patternfly/react-icons/dist/esm/icons/arrow-left-icon';
import { useTranslation } from 'react-i18next';
import { workloadKinds } from '@/features/workloads/kinds';
import { NavLinkItem } from './NavLinkItem';

/** Level two: one cluster. */
export function ClusterNavigation({ cluster }: { cluster: string }) {
  const { t } = useTranslation();
  const base = `/clusters/${encodeURIComponent(cluster)}`;
  return (
    <Nav aria-label={t('shell.clusterNavigation')}>
      <NavList>
        <NavLinkItem to="/clusters" isExact icon={<ArrowLeftIcon />}>
          {t('nav.allClusters')}
        </NavLinkItem>
        <NavLinkItem to={base} isExact>
          {t('nav.overview')}
        </NavLinkItem>
        <NavLinkItem to={`${base}/nodes`}>{t('nav.nodes')}</NavLinkItem>
        <NavLinkItem to={`${base}/namespaces`} isExact>
          {t('nav.namespaces')}
        </NavLinkItem>
      </NavList>
      <NavGroup title={t('nav.workloads')}>
        {workloadKinds.map(({ segment, title }) => (
          <NavLinkItem key={segment} to={`${base}/${segment}`} also={`/${segment}/`}>
            {t(title)}
          </NavLinkItem>
        ))}
      </NavGroup>
    </Nav>
  );
}
