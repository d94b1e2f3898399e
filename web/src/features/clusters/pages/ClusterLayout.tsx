import { PageSection } from '@patternfly/react-core';
import { Outlet, useParams } from 'react-router';
import { ListFailure } from '@/shared/list/ListFailure';
import { ClusterHeader } from '../ClusterHeader';
import { UnreachableNotice } from '../UnreachableNotice';
import { useCluster } from '../useCluster';

/** Everything inside a cluster stands below its header. Pages stay useful while it is away: they show what was last known. */
export function ClusterLayout() {
  const { cluster = '' } = useParams();
  const { data, error, refetch } = useCluster(cluster);
  if (error && !data) {
    return (
      <PageSection isFilled>
        <ListFailure error={error} onRetry={() => void refetch()} />
      </PageSection>
    );
  }
  return (
    <>
      <ClusterHeader name={cluster} cluster={data} />
      {data && <UnreachableNotice cluster={data} />}
      <Outlet />
    </>
  );
}
