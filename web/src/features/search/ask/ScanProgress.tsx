import { Alert, AlertActionLink, Button, Progress } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Scan } from './useScan';

interface Props {
  scan: Scan;
  onStop(): void;
  onAgain(): void;
}

/** How far a search is that reads every object, and how it ended. */
export function ScanProgress({ scan, onStop, onAgain }: Props) {
  const { t, i18n } = useTranslation();
  const number = (value: number) => value.toLocaleString(i18n.language);
  if (scan.error)
    return (
      <Alert
        isInline
        variant="warning"
        title={scan.error.message}
        actionLinks={<AlertActionLink onClick={onAgain}>{t('actions.retry')}</AlertActionLink>}
      />
    );
  if (scan.ended)
    return (
      <p className="kp-muted" role="status">
        {t(`search.scan.${scan.ended}`, {
          looked: number(scan.looked),
          of: number(scan.of),
          found: number(scan.rows.length),
        })}{' '}
        <Button variant="link" isInline onClick={onAgain}>
          {t('search.scan.again')}
        </Button>
      </p>
    );
  return (
    <div className="kp-scan">
      <Progress
        size="sm"
        title={t('search.scan.running', { looked: number(scan.looked), of: number(scan.of) })}
        value={scan.of === 0 ? 0 : (100 * scan.looked) / scan.of}
        measureLocation="none"
        aria-label={t('search.scan.title')}
      />
      <Button variant="secondary" size="sm" onClick={onStop}>
        {t('search.scan.stop')}
      </Button>
    </div>
  );
}
