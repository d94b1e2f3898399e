import { GridItem, Skeleton } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clusterLink } from '@/shared/kinds/objectLink';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListFailure } from '@/shared/list/ListFailure';
import { AddOnList } from './AddOnList';
import { CapacityMeters } from './CapacityMeters';
import { HealthTable } from './HealthTable';
import { SummaryCard } from './SummaryCard';
import { TroubleTable } from './TroubleTable';
import { useClusterOverview } from './useOverview';
import { WarningTable } from './WarningTable';

interface Props {
  cluster: string;
  /** The parts of the cluster, beside what is wrong in it. */
  components: ReactNode;
}

/** One cluster at a glance, as the cards of its page: last known where it is away, and says so. */
export function ClusterGlance({ cluster, components }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useClusterOverview(cluster);
  const isBehind = (data?.freshness ?? []).length > 0;
  return (
    <>
      {(error || isBehind) && (
        <GridItem>
          {error && <ListFailure error={error} onRetry={() => void refetch()} isInline={data !== undefined} />}
          <FreshnessNotice freshness={data?.freshness ?? []} />
        </GridItem>
      )}
      {(data || !error) && (
        <GridItem lg={7}>
          <SummaryCard title={t('overview.trouble')}>
            {data ? (
              <TroubleTable troubles={data.troubles} total={data.troubleTotal} cluster={cluster} />
            ) : (
              <Skeleton height="12rem" screenreaderText={t('list.loading')} />
            )}
          </SummaryCard>
        </GridItem>
      )}
      <GridItem lg={5}>{components}</GridItem>
      {data && (
        <>
          <GridItem lg={5}>
            <SummaryCard title={t('overview.capacity')}>
              <CapacityMeters capacity={data.cluster.capacity} />
            </SummaryCard>
          </GridItem>
          <GridItem lg={7}>
            <SummaryCard title={t('overview.workloads')}>
              <HealthTable kinds={data.workloads} link={(segment) => clusterLink(cluster, segment)} />
            </SummaryCard>
          </GridItem>
          <GridItem lg={7}>
            <SummaryCard title={t('overview.warnings')}>
              <WarningTable cluster={cluster} />
            </SummaryCard>
          </GridItem>
          <GridItem lg={5}>
            <SummaryCard title={t('overview.addOns')}>
              <AddOnList cluster={cluster} addOns={data.addOns} />
            </SummaryCard>
          </GridItem>
        </>
      )}
    </>
  );
}
