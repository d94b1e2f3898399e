import { Button, Label, Tooltip } from '@patternfly/react-core';
import SyncAltIcon from '@patternfly/react-icons/dist/esm/icons/sync-alt-icon';
import { useTranslation } from 'react-i18next';
import { Age } from '@/shared/time/Age';
import { pollWithoutChannel } from './useLiveList';

interface Props {
  isLive: boolean;
  /** Why the rows are not followed as they change, where the server says so. */
  refused?: string;
  /** When the rows were read; milliseconds. */
  updatedAt: number;
  onRefresh?(): void;
}

/** Whether the rows follow what happens, and if not, why, how old they are, and a button to read them again. */
export function LiveBadge({ isLive, refused, updatedAt, onRefresh }: Props) {
  const { t } = useTranslation();
  if (isLive) {
    return (
      <Label isCompact color="green" variant="outline" icon={<span className="kp-live-dot" />}>
        {t('live.on')}
      </Label>
    );
  }
  const age = updatedAt > 0 && <Age since={updatedAt} />;
  return (
    <span className="kp-freshness">
      {refused === undefined ? (
        <Label isCompact status="warning" variant="outline">
          {t('live.off')} {age}
        </Label>
      ) : (
        <Tooltip content={refused}>
          <Label isCompact variant="outline" tabIndex={0}>
            {t('live.polled', { seconds: pollWithoutChannel / 1_000 })} {age}
          </Label>
        </Tooltip>
      )}
      {onRefresh && (
        <Button variant="plain" size="sm" icon={<SyncAltIcon />} aria-label={t('live.refresh')} onClick={onRefresh} />
      )}
    </span>
  );
}
