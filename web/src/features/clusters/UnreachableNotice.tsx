import { Alert, PageSection } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Cluster } from '@/shared/api/published';
import { clusterStatus } from './clusterStatus';

/** Says so when a cluster is away, why, and that what follows is what was last known. */
export function UnreachableNotice({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation();
  const { severity, message } = clusterStatus(cluster);
  if (severity !== 'warning' && severity !== 'failing') return null;
  return (
    <PageSection className="kp-notice">
      <Alert isInline variant="warning" title={t('clusters.away')}>
        {message} {t('clusters.awayBody')}
      </Alert>
    </PageSection>
  );
}
