import { Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Logs, openLogs } from './openLogs';
import type { LogPlace } from './question';

/** The log as a tab of an object's page. */
export function LogTab({ place }: { place: LogPlace }) {
  const { t } = useTranslation();
  return (
    <div className="kp-log-tab">
      <Button variant="link" isInline onClick={() => openLogs(place)}>
        {t('dock.keepYaml')}
      </Button>
      <Logs place={place} />
    </div>
  );
}
