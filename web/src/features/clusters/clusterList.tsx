import type { Cluster, ResourceSummary } from '@/shared/api/published';
import { clusterLink } from '@/shared/kinds/objectLink';
import { ageColumn } from '@/shared/list/columns';
import type { ListDescriptor } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';
import { StatusText } from '@/shared/status/StatusText';
import { ExpiryLabel } from './ExpiryLabel';
import { clusterStatus } from './clusterStatus';
import { distributionName } from './providers';

const summary = (counts: ResourceSummary | undefined) =>
  counts ? (
    <span className={(counts.readyNum ?? 0) < (counts.totalNum ?? 0) ? 'kp-number kp-number--short' : 'kp-number'}>
      {counts.readyNum ?? 0}/{counts.totalNum ?? 0}
    </span>
  ) : (
    '–'
  );

/** The list of clusters. */
export const clusterList: ListDescriptor<Cluster> = {
  id: 'clusters',
  states: ['Running', 'Creating', 'Updating', 'Unknown', 'Failed', 'Deleting', 'DeleteFailed'],
  link: ({ metadata }) => clusterLink(metadata.name),
  empty: { title: 'empty.clusters.title', body: 'empty.clusters.body' },
  columns: [
    { id: 'status', title: 'fields.status', render: (row) => <StatusText {...clusterStatus(row)} /> },
    {
      id: 'name',
      title: 'fields.name',
      isName: true,
      sortBy: 'field_name',
      render: (row) => (
        <>
          <NameLink to={clusterLink(row.metadata.name)}>{row.metadata.name}</NameLink> <ExpiryLabel cluster={row} />
          {row.spec?.aliasName && <div className="kp-alias">{row.spec.aliasName}</div>}
        </>
      ),
    },
    { id: 'version', title: 'fields.version', render: ({ status }) => status?.kubernetesVersion || '–' },
    { id: 'provider', title: 'fields.provider', secondary: true, render: distributionName },
    { id: 'nodes', title: 'fields.nodes', numeric: true, render: ({ status }) => summary(status?.nodeSummary) },
    { id: 'pods', title: 'fields.pods', numeric: true, render: ({ status }) => summary(status?.podSummary) },
    {
      id: 'deployments',
      title: 'kinds.deployments',
      numeric: true,
      secondary: true,
      render: ({ status }) => summary(status?.deploymentSummary),
    },
    ageColumn,
  ],
};
