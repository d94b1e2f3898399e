import { PageSection } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigate, useParams } from 'react-router';
import { KubeconfigDialog } from '@/features/gateway/KubeconfigDialog';
import { ActionMenu } from '@/features/resources/object/ActionMenu';
import { ListFailure } from '@/shared/list/ListFailure';
import { ClusterHeader } from '../ClusterHeader';
import { RemoveClusterDialog } from '../RemoveClusterDialog';
import { UnreachableNotice } from '../UnreachableNotice';
import { clusterActions } from '../clusterActions';
import { ClusterDrawer } from '../edit/ClusterDrawer';
import { useClusterForm } from '../edit/useClusterForm';
import { useCluster } from '../useCluster';

/** Everything inside a cluster stands below its header. Pages stay useful while it is away: they show what was last known. */
export function ClusterLayout() {
  const { t } = useTranslation();
  const { cluster = '' } = useParams();
  const navigate = useNavigate();
  const { data, error, refetch } = useCluster(cluster);
  const { form, open } = useClusterForm();
  const [isConnecting, setConnecting] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  if (error && !data) {
    return (
      <PageSection isFilled>
        <ListFailure error={error} onRetry={() => void refetch()} />
      </PageSection>
    );
  }
  const actions = clusterActions({
    cluster,
    onConnect: () => setConnecting(true),
    onEdit: () => open('edit'),
    onReplace: () => open('kubeconfig'),
    onRemove: () => setRemoving(true),
  });
  return (
    <ClusterDrawer cluster={data} form={form === 'import' ? null : form} onClose={() => open(null)}>
      <ClusterHeader
        name={cluster}
        cluster={data}
        actions={data && <ActionMenu actions={actions} label={t('clusters.actions')} isAround />}
      />
      {data && <UnreachableNotice cluster={data} onReplace={() => open('kubeconfig')} onEdit={() => open('edit')} />}
      <Outlet />
      {isConnecting && <KubeconfigDialog cluster={cluster} onClose={() => setConnecting(false)} />}
      {isRemoving && (
        <RemoveClusterDialog
          cluster={cluster}
          onClose={() => setRemoving(false)}
          onRemoved={() => void navigate('/clusters')}
        />
      )}
    </ClusterDrawer>
  );
}
