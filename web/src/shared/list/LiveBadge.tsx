import { Label } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Age } from '@/shared/time/Age';

/** Whether the rows follow what happens, and if not, how old they are. */
export function LiveBadge({ isLive, updatedAt }: { isLive: boolean; updatedAt: number }) {
  const { t } = useTranslation();
  if (isLive) {
    return (
      <Label isCompact color="green" variant="outline" icon={<span className="kp-live-dot" />}>
        {t('live.on')}
      </Label>
    );
  }
  return (
    <Label isCompact status="warning" variant="outline">
      {t('live.off')} {updatedAt > 0 && <Age since={updatedAt} />}
    </Label>
  );
}
