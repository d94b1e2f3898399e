import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Grid,
  GridItem,
  PageSection,
  Title,
} from '@patternfly/react-core';
import CubesIcon from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '@/shared/access/useMay';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListFailure } from '@/shared/list/ListFailure';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { CapacityMeters } from './CapacityMeters';
import { ClusterTable } from './ClusterTable';
import { FleetCounts } from './FleetCounts';
import { HealthTable } from './HealthTable';
import { NamespaceTable } from './NamespaceTable';
import { OverviewSkeleton } from './OverviewSkeleton';
import { SummaryCard } from './SummaryCard';
import { TroubleTable } from './TroubleTable';
import { useFleetOverview } from './useOverview';
import { WarningTable } from './WarningTable';

/** All clusters at a glance: what is wrong now, how full they are, and what happened lately. */
export function FleetOverviewPage() {
  const { t } = useTranslation();
  usePageTitle(t('nav.overview'));
  const { data, error, refetch } = useFleetOverview();
  // Who sees no nodes anywhere has no use for how full clusters are: they begin at their namespaces.
  const seesNodes = useMay({ verb: 'list', resource: 'nodes', cluster: '*' }).allowed !== false;
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('nav.overview')}
      </Title>
      {error && <ListFailure error={error} onRetry={() => void refetch()} isInline={data !== undefined} />}
      {!data && !error && <OverviewSkeleton />}
      {data && data.clusterTotal === 0 && <NoClusters />}
      {data && data.clusterTotal > 0 && (
        <>
          <FreshnessNotice freshness={data.freshness ?? []} />
          <Grid hasGutter>
            <GridItem lg={4}>
              <SummaryCard title={t('nav.clusters')}>
                <FleetCounts overview={data} />
              </SummaryCard>
            </GridItem>
            <GridItem lg={8}>
              {seesNodes ? (
                <SummaryCard title={t('overview.capacity')}>
                  <CapacityMeters capacity={data.capacity} />
                </SummaryCard>
              ) : (
                <SummaryCard title={t('overview.ownNamespaces')}>
                  <NamespaceTable />
                </SummaryCard>
              )}
            </GridItem>
            <GridItem xl={7}>
              <SummaryCard title={t('overview.trouble')}>
                <TroubleTable troubles={data.troubles} total={data.troubleTotal} />
              </SummaryCard>
            </GridItem>
            <GridItem xl={5}>
              <SummaryCard title={t('overview.workloads')}>
                <HealthTable kinds={data.workloads} link={(segment) => `/workloads/${segment}`} />
              </SummaryCard>
            </GridItem>
            <GridItem>
              <SummaryCard title={t(seesNodes ? 'overview.clusters' : 'nav.clusters')}>
                <ClusterTable clusters={data.clusters} showsLoad={seesNodes} />
                {data.clusterTotal > data.clusters.length && (
                  <p className="kp-muted kp-space-top">
                    {t('overview.moreClusters', { shown: data.clusters.length, total: data.clusterTotal })}
                  </p>
                )}
              </SummaryCard>
            </GridItem>
            <GridItem>
              <SummaryCard title={t('overview.warnings')}>
                <WarningTable />
              </SummaryCard>
            </GridItem>
          </Grid>
        </>
      )}
    </PageSection>
  );
}

function NoClusters() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { allowed } = useMay({ verb: 'create', resource: 'clusters.kpanda.io' });
  if (allowed === undefined) return <OverviewSkeleton />;
  return allowed ? (
    <EmptyState icon={CubesIcon} titleText={t('empty.clusters.title')} headingLevel="h2">
      <EmptyStateBody>{t('empty.clusters.body')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="primary" onClick={() => void navigate('/clusters?action=import')}>
            {t('clusters.import.button')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  ) : (
    <EmptyState icon={CubesIcon} titleText={t('overview.nothingGiven')} headingLevel="h2">
      <EmptyStateBody>{t('overview.nothingGivenBody')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="secondary" onClick={() => void navigate('/my-permissions')}>
            {t('permissions.mine')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
