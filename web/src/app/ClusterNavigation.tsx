import { Nav, NavList } from '@patternfly/react-core';
import ArrowLeftIcon from '@patternfly/react-icons/dist/esm/icons/arrow-left-icon';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/shared/access/useMay';
import { useMayBreak } from '@/features/sandbox/useFaults';
import { KindGroups } from './KindGroups';
import { NavLinkItem } from './NavLinkItem';

/** Level two: one cluster. */
export const ClusterNavigation = memo(function ClusterNavigation({ cluster }: { cluster: string }) {
  const { t } = useTranslation();
  const mayBreak = useMayBreak(cluster);
  const nodes = useMay({ verb: 'list', resource: 'nodes', cluster, namespace: '*' });
  const bindings = useMay({
    verb: 'list',
    resource: 'rolebindings.rbac.authorization.k8s.io',
    cluster,
    namespace: '*',
  });
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
        {nodes.allowed !== false && <NavLinkItem to={`${base}/nodes`}>{t('nav.nodes')}</NavLinkItem>}
        <NavLinkItem to={`${base}/namespaces`} isExact>
          {t('nav.namespaces')}
        </NavLinkItem>
        <NavLinkItem to={`${base}/events`}>{t('kinds.events')}</NavLinkItem>
        <KindGroups link={(segment) => `${base}/${segment}`} />
        {bindings.allowed !== false && <NavLinkItem to={`${base}/access`}>{t('permissions.access')}</NavLinkItem>}
        {mayBreak && <NavLinkItem to={`${base}/sandbox`}>{t('nav.sandbox')}</NavLinkItem>}
      </NavList>
    </Nav>
  );
});
