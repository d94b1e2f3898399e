import { Button } from '@patternfly/react-core';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentsOf } from './ansi';
import type { LogLine } from './LogStore';
import type { Finder } from './matcher';
import { severityOf } from './severity';

const colours = 8;

interface Props {
  line: LogLine;
  /** How many characters are drawn. */
  length: number;
  withTimes: boolean;
  withNames: boolean;
  marks: readonly Finder[];
  isCurrent: boolean;
  onMore(): void;
}

/** One line: text alone, whatever it holds. */
export const LogRow = memo(
  function LogRow({ line, length, withTimes, withNames, marks, isCurrent, onMore }: Props) {
    const { t } = useTranslation();
    const { source, notice, text } = line;
    const names = [
      'kp-log__row',
      notice ? 'kp-log__row--notice' : `kp-log__row--${severityOf(text)}`,
      withNames && source ? `kp-log__row--source-${source.id % colours}` : '',
      isCurrent ? 'kp-log__row--current' : '',
    ];
    return (
      <div className={names.join(' ')}>
        {withTimes && line.time && <span className="kp-log__time">{line.time} </span>}
        {withNames && source && (
          <span className="kp-log__name">
            {source.pod} {source.container}{' '}
          </span>
        )}
        {notice
          ? t(`logs.notice.${notice}`, {
              pod: source?.pod ?? '',
              container: source?.container ?? '',
              words: text,
              defaultValue: text,
            })
          : draw(line, length, marks)}
        {length < text.length && (
          <Button variant="link" isInline className="kp-log__more" onClick={onMore}>
            {t('logs.more', { size: `${(text.length / 1_000_000).toFixed(1)} MB` })}
          </Button>
        )}
        {line.isCut && length >= text.length && <span className="kp-log__time"> {t('logs.cut')}</span>}
      </div>
    );
  },
  (before, after) =>
    before.line === after.line &&
    before.length === after.length &&
    before.withTimes === after.withTimes &&
    before.withNames === after.withNames &&
    before.marks === after.marks &&
    before.isCurrent === after.isCurrent,
);

/** The beginning of a line with its colours, and with what was sought marked. */
function draw({ raw, text }: LogLine, length: number, marks: readonly Finder[]): ReactNode {
  const head = text.slice(0, length);
  const found = marks.flatMap((find) => find(head)).sort(([one], [other]) => one - other);
  const parts: ReactNode[] = [];
  let at = 0;
  let mark = 0;
  // Colours take no place in the text; a line with none is one part.
  for (const segment of raw.length === text.length
    ? [{ text: head, look: '' }]
    : segmentsOf(raw.slice(0, length * 2))) {
    const end = Math.min(at + segment.text.length, length);
    while (at < end) {
      while ((found[mark]?.[1] ?? Infinity) <= at) mark++;
      const [from, to] = found[mark] ?? [Infinity, Infinity];
      const isMarked = from <= at;
      const next = Math.min(end, isMarked ? to : from);
      const shown = head.slice(at, next);
      parts.push(
        isMarked ? (
          <mark key={at} className={segment.look}>
            {shown}
          </mark>
        ) : segment.look ? (
          <span key={at} className={segment.look}>
            {shown}
          </span>
        ) : (
          shown
        ),
      );
      at = next;
    }
  }
  return parts;
}
