import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { subscribeToClock } from './clock';
import { formatAge } from './formatAge';
import { parseTimestamp } from './timestamp';
import { useTimeFormat } from './timeFormat';

/** An age that ticks, or the time itself where the person wants that; the exact time is in the tooltip. */
export function Age({ since }: { since: string | number | undefined | null }) {
  const { i18n } = useTranslation();
  const format = useTimeFormat();
  const start = parseTimestamp(since);
  // NOTE: the snapshot is the text, so that a row is drawn again only when its text changes.
  const age = useSyncExternalStore(subscribeToClock, () => (start === null ? '–' : formatAge(Date.now() - start)));
  if (start === null) return <span>–</span>;
  const date = new Date(start);
  const exact = date.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  const zone = format === 'utc' ? { timeZone: 'UTC' } : {};
  const moment = date.toLocaleString(i18n.language, { dateStyle: 'short', timeStyle: 'medium', ...zone });
  return (
    <time className="kp-number" dateTime={date.toISOString()} title={format === 'age' ? exact : age}>
      {format === 'age' ? age : format === 'utc' ? `${moment} UTC` : moment}
    </time>
  );
}
