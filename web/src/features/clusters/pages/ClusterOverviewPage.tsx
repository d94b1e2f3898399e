import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Grid,
  GridItem,
  PageSection,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ClusterGlance } from '@/features/search/ClusterGlance';
import { UsageCard } from '@/features/resources/object/UsageCard';
import { clusterUsagePath } from '@/shared/api/paths';
import { Pairs } from '@/features/resources/object/Pairs';
import { clusterLink } from '@/shared/kinds/objectLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { ComponentCard } from '../ComponentCard';
import { CountCard } from '../CountCard';
import { RightsCard } from '../RightsCard';
import { distributionName } from '../providers';
import { useCluster } from '../useCluster';

/** A cluster at a glance: how much there is, what is wrong now, and what the cluster is. */
export function ClusterOverviewPage() {
  const { t } = useTranslation();
  const { cluster = '' } = useParams();
  usePageTitle(cluster);
  const { data } = useCluster(cluster);
  if (!data) return null;
  const { spec, status, metadata } = data;
  const counts = [
    { title: 'kinds.nodes', counts: status?.nodeSummary, page: 'nodes' },
    { title: 'kinds.pods', counts: status?.podSummary, page: 'pods' },
    { title: 'kinds.deployments', counts: status?.deploymentSummary, page: 'deployments' },
    { title: 'kinds.statefulsets', counts: status?.statefulsetSummary, page: 'statefulsets' },
    { title: 'kinds.daemonsets', counts: status?.daemonsetSummary, page: 'daemonsets' },
  ] as const;
  const facts = [
    [t('fields.version'), status?.kubernetesVersion],
    [t('fields.provider'), distributionName(data)],
    [t('fields.apiEndpoint'), spec?.apiEndpoint],
    [t('fields.region'), spec?.region],
    [t('fields.zone'), spec?.zone],
    [t('fields.podCIDR'), status?.clusterCIDR],
    [t('fields.serviceCIDR'), status?.serviceCIDR],
    [t('clusters.proxyMode'), status?.proxyMode],
    [t('clusters.network'), status?.networkMode?.join(', ')],
    [t('clusters.form.proxy'), spec?.proxyUrl],
    [t('clusters.form.describe'), spec?.describe],
    [t('fields.kubeSystemId'), status?.kubeSystemID],
  ].filter(([, value]) => value);
  return (
    <PageSection isFilled>
      <Grid hasGutter>
        <GridItem>
          <div className="kp-counts">
            {counts.map(({ title, counts: summary, page }) => (
              <CountCard key={page} title={t(title)} counts={summary} link={clusterLink(cluster, page)} />
            ))}
          </div>
        </GridItem>
        <ClusterGlance cluster={cluster} components={<ComponentCard cluster={data} />} />
        <GridItem>
          <UsageCard path={clusterUsagePath(cluster)} parts={t('kinds.nodes')} />
        </GridItem>
        <GridItem lg={7}>
          <RightsCard cluster={data} />
        </GridItem>
        <GridItem lg={5}>
          <Card isFullHeight>
            <CardTitle>{t('clusters.facts')}</CardTitle>
            <CardBody>
              <DescriptionList isCompact isHorizontal className="kp-facts">
                {facts.map(([title, value]) => (
                  <DescriptionListGroup key={title}>
                    <DescriptionListTerm>{title}</DescriptionListTerm>
                    <DescriptionListDescription className="kp-cell-wrap">{value}</DescriptionListDescription>
                  </DescriptionListGroup>
                ))}
                <DescriptionListGroup>
                  <DescriptionListTerm>{t('clusters.imported')}</DescriptionListTerm>
                  <DescriptionListDescription>
                    <Age since={metadata.creationTimestamp} />
                  </DescriptionListDescription>
                </DescriptionListGroup>
              </DescriptionList>
              <Pairs title={t('fields.labels')} pairs={metadata.labels} />
              <Pairs title={t('fields.annotations')} pairs={metadata.annotations} />
            </CardBody>
          </Card>
        </GridItem>
      </Grid>
    </PageSection>
  );
}
