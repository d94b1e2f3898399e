import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { subscribeToClock } from './clock';
import { formatAge } from './formatAge';
import { parseTimestamp } from './timestamp';

/** An age that ticks; the exact time is in the tooltip. */
export function Age({ since }: { since: string | number | undefined | null }) {
  const { i18n } = useTranslation();
  const start = parseTimestamp(since);
  // NOTE: the snapshot is the text, so that a row is drawn again only when its text changes.
  const text = useSyncExternalStore(subscribeToClock, () => (start === null ? '–' : formatAge(Date.now() - start)));
  if (start === null) return <span>–</span>;
  const date = new Date(start);
  const exact = date.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <time className="kp-number" dateTime={date.toISOString()} title={exact}>
      {text}
    </time>
  );
}
