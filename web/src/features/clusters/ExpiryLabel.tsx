import { Label } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { parseTimestamp } from '@/shared/time/timestamp';
import type { Cluster } from '@/shared/api/published';

/** Warns of a credential that ends soon, or has ended. The server says when it is time to warn. */
export function ExpiryLabel({ cluster: { status } }: { cluster: Cluster }) {
  const { t, i18n } = useTranslation();
  const expires = parseTimestamp(status?.kubeconfigExpireTime);
  if (!status?.kubeconfigExpireWarnning || expires === null) return null;
  const isOver = status.conditions?.some(({ type, status: is }) => type === 'CredentialValid' && is === 'False');
  return (
    <Label isCompact variant="outline" status={isOver ? 'danger' : 'warning'}>
      {t(isOver ? 'clusters.expired' : 'clusters.expires', {
        date: new Date(expires).toLocaleDateString(i18n.language, { dateStyle: 'medium' }),
      })}
    </Label>
  );
}
