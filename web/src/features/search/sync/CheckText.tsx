import { useTranslation } from 'react-i18next';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { Age } from '@/shared/time/Age';
import type { KindSyncStatus } from './shapes';

/** What the last comparison of a kind with its member found. */
export function CheckText({ check }: { check: KindSyncStatus['check'] }) {
  const { t } = useTranslation();
  if (!check) return <>–</>;
  const { at, missing, surplus, stale, repaired, failure } = check;
  const isEqual = missing + surplus + stale === 0;
  const severity = failure ? 'failing' : isEqual || repaired ? 'healthy' : 'warning';
  return (
    <span className="kp-status">
      <SeverityIcon severity={severity} />{' '}
      <span>
        {failure || (isEqual ? t('sync.check.equal') : t('sync.check.found', { missing, surplus, stale }))}
        {!failure && !isEqual && ` · ${t(repaired ? 'sync.check.repaired' : 'sync.check.notRepaired')}`}
      </span>{' '}
      <span className="kp-muted">
        <Age since={at} />
      </span>
    </span>
  );
}
