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
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListFailure } from '@/shared/list/ListFailure';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { CapacityMeters } from './CapacityMeters';
import { ClusterTable } from './ClusterTable';
import { FleetCounts } from './FleetCounts';
import { HealthTable } from './HealthTable';
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
              <SummaryCard title={t('overview.capacity')}>
                <CapacityMeters capacity={data.capacity} />
              </SummaryCard>
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
              <SummaryCard title={t('overview.clusters')}>
                <ClusterTable clusters={data.clusters} />
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
  return (
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
  );
}
