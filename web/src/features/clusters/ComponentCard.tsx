import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { ConditionList } from './ConditionList';
import type { Cluster } from '@/shared/api/published';

/** The parts of a cluster, each with how it is, in words. */
export function ComponentCard({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation();
  const components = cluster.status?.components ?? [];
  if (components.length === 0) return null;
  return (
    <Card isFullHeight>
      <CardTitle component="h2">{t('clusters.components')}</CardTitle>
      <CardBody>
        <ConditionList conditions={components} label={t('clusters.components')} />
      </CardBody>
    </Card>
  );
}
