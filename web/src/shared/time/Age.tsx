import { useSyncExternalStore } from 'react';
import { useLanguage } from '@/shared/i18n/useLanguage';
import { subscribeToClock } from './clock';
import { formatAge } from './formatAge';
import { parseTimestamp } from './timestamp';
import { momentFormat } from './momentFormat';
import { useTimeFormat } from './timeFormat';

/** An age that ticks, or the time itself where the person wants that; the exact time is in the tooltip. */
export function Age({ since }: { since: string | number | undefined | null }) {
  const language = useLanguage();
  const format = useTimeFormat();
  const start = parseTimestamp(since);
  // NOTE: the snapshot is the text, so that a row is drawn again only when its text changes.
  const age = useSyncExternalStore(subscribeToClock, () => (start === null ? '–' : formatAge(Date.now() - start)));
  if (start === null) return <span>–</span>;
  const date = new Date(start);
  const exact = momentFormat(language, 'exact').format(date);
  const moment = format === 'age' ? age : momentFormat(language, format).format(date);
  return (
    <time className="kp-number" dateTime={date.toISOString()} title={format === 'age' ? exact : age}>
      {format === 'age' ? age : format === 'utc' ? `${moment} UTC` : moment}
    </time>
  );
}
