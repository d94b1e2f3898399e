import { PageSection, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KubeconfigDialog } from '@/features/gateway/KubeconfigDialog';
import { get } from '@/shared/api/client';
import { clusterPath, clustersPath } from '@/shared/api/paths';
import { MayButton } from '@/shared/access/MayButton';
import type { RowAction } from '@/shared/list/descriptor';
import { ListPage } from '@/shared/list/ListPage';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { RemoveClusterDialog } from '../RemoveClusterDialog';
import { clusterActions, importNeeds } from '../clusterActions';
import { clusterList } from '../clusterList';
import { ClusterDrawer } from '../edit/ClusterDrawer';
import { useClusterForm } from '../edit/useClusterForm';
import { ImportDrawer } from '../import/ImportDrawer';
import type { Cluster } from '@/shared/api/published';

const importing = [importNeeds];

export function ClustersPage() {
  const { t } = useTranslation();
  usePageTitle(t('nav.clusters'));
  const { form, cluster, open } = useClusterForm();
  const [connecting, setConnecting] = useState('');
  const [removing, setRemoving] = useState<Cluster | null>(null);
  const edited = useQuery({
    queryKey: ['cluster', cluster],
    queryFn: ({ signal }) => get<Cluster>(clusterPath(cluster), undefined, signal),
    enabled: cluster !== '',
  });
  const actions = useCallback(
    (row: Cluster): RowAction[] =>
      clusterActions({
        cluster: row.metadata.name,
        onConnect: () => setConnecting(row.metadata.name),
        onEdit: () => open('edit', row.metadata.name),
        onReplace: () => open('kubeconfig', row.metadata.name),
        onRemove: () => setRemoving(row),
      }),
    [open],
  );
  const importButton = (
    <MayButton needs={importing} variant="primary" onClick={() => open('import')}>
      {t('clusters.import.button')}
    </MayButton>
  );
  const close = () => open(null);
  return (
    <ImportDrawer isOpen={form === 'import'} onClose={close}>
      <ClusterDrawer cluster={edited.data} form={form === 'import' || cluster === '' ? null : form} onClose={close}>
        <PageSection isFilled>
          <Title headingLevel="h1" className="kp-title">
            {t('nav.clusters')}
          </Title>
          <ListPage descriptor={clusterList} path={clustersPath} actions={actions} emptyAction={importButton}>
            {importButton}
          </ListPage>
        </PageSection>
        {connecting && <KubeconfigDialog cluster={connecting} onClose={() => setConnecting('')} />}
        {removing && <RemoveClusterDialog cluster={removing.metadata.name} onClose={() => setRemoving(null)} />}
      </ClusterDrawer>
    </ImportDrawer>
  );
}
