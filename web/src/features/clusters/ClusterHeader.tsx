import { Flex, FlexItem, PageSection, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LiveBadge } from '@/shared/list/LiveBadge';
import { useLiveState } from '@/shared/live/LiveContext';
import { StatusText } from '@/shared/status/StatusText';
import { ClusterSwitcher } from './ClusterSwitcher';
import { clusterStatus } from './clusterStatus';
import { ExpiryLabel } from './ExpiryLabel';
import { distributionName } from './providers';
import type { Cluster } from '@/shared/api/published';

interface Props {
  name: string;
  cluster: Cluster | undefined;
  /** What can be done with the cluster. */
  actions?: ReactNode;
}

/** Which cluster this is and how it is, on every page inside it. */
export function ClusterHeader({ name, cluster, actions }: Props) {
  const { t } = useTranslation();
  const isLive = useLiveState() === 'open';
  return (
    <PageSection type="subnav" className="kp-cluster-header" aria-label={t('clusters.header')} component="section">
      <Flex
        alignItems={{ default: 'alignItemsCenter' }}
        columnGap={{ default: 'columnGapLg' }}
        rowGap={{ default: 'rowGapXs' }}
      >
        <FlexItem>
          <Title headingLevel="h1" size="md" className="kp-cluster-name">
            <ClusterSwitcher current={name} />
          </Title>
        </FlexItem>
        {cluster?.spec?.aliasName && <FlexItem className="kp-muted">{cluster.spec.aliasName}</FlexItem>}
        {cluster && (
          <>
            <FlexItem>
              <StatusText {...clusterStatus(cluster)} />
            </FlexItem>
            {cluster.status?.kubernetesVersion && (
              <FlexItem className="kp-number">{cluster.status.kubernetesVersion}</FlexItem>
            )}
            <FlexItem className="kp-muted">{distributionName(cluster)}</FlexItem>
            <FlexItem>
              <ExpiryLabel cluster={cluster} />
            </FlexItem>
          </>
        )}
        <FlexItem align={{ default: 'alignRight' }}>
          <LiveBadge isLive={isLive} updatedAt={0} />
        </FlexItem>
        {actions && <FlexItem>{actions}</FlexItem>}
      </Flex>
    </PageSection>
  );
}
