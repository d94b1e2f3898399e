import { Button, PageSection, Title } from '@patternfly/react-core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { clustersPath } from '@/shared/api/paths';
import type { Cluster } from '@/shared/api/published';
import type { RowAction } from '@/shared/list/descriptor';
import { ListPage } from '@/shared/list/ListPage';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { clusterList } from '../clusterList';
import { ImportDrawer } from '../import/ImportDrawer';
import { RemoveClusterDialog } from '../RemoveClusterDialog';

export function ClustersPage() {
  const { t } = useTranslation();
  usePageTitle(t('nav.clusters'));
  const [parameters, setParameters] = useSearchParams();
  const [removing, setRemoving] = useState<Cluster | null>(null);
  const setImporting = (isImporting: boolean) =>
    setParameters((current) => {
      const next = new URLSearchParams(current);
      if (isImporting) next.set('action', 'import');
      else next.delete('action');
      return next;
    });
  const actions = useCallback(
    (cluster: Cluster): RowAction[] => [
      { id: 'remove', title: 'clusters.remove.action', isDanger: true, onSelect: () => setRemoving(cluster) },
    ],
    [],
  );
  const importButton = (
    <Button variant="primary" onClick={() => setImporting(true)}>
      {t('clusters.import.button')}
    </Button>
  );
  return (
    <ImportDrawer isOpen={parameters.get('action') === 'import'} onClose={() => setImporting(false)}>
      <PageSection isFilled>
        <Title headingLevel="h1" className="kp-title">
          {t('nav.clusters')}
        </Title>
        <ListPage descriptor={clusterList} path={clustersPath} actions={actions} emptyAction={importButton}>
          {importButton}
        </ListPage>
      </PageSection>
      {removing && <RemoveClusterDialog cluster={removing.metadata.name} onClose={() => setRemoving(null)} />}
    </ImportDrawer>
  );
}
