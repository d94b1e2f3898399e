import { Button } from '@patternfly/react-core';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LogRow } from './LogRow';
import type { LogLine, LogStore } from './LogStore';
import type { Finder } from './matcher';
import { RowLayout } from './RowLayout';

const rowHeight = 20;
const overscan = 10;

interface Props {
  store: LogStore;
  version: number;
  isWrapped: boolean;
  withTimes: boolean;
  withNames: boolean;
  marks: readonly Finder[];
  /** The line that the search stands at. */
  current: number | null;
  /** The last line when the person left the end; null while it is followed. */
  pausedAt: number | null;
  onFollow(isFollowing: boolean): void;
}

/** The lines of a log, of which only those in sight are drawn. At its end it stays at the end; scrolled up, it stands still. */
export function LogRows({
  store,
  version,
  isWrapped,
  withTimes,
  withNames,
  marks,
  current,
  pausedAt,
  onFollow,
}: Props) {
  const isFollowing = pausedAt === null;
  const { t } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const ruler = useRef<HTMLSpanElement>(null);
  const [view, setView] = useState({ top: 0, height: 400, columns: 80 });
  const [layout] = useState(() => new RowLayout());
  const lastTop = useRef(0);

  const prefix = useCallback(
    (line: LogLine) =>
      (withTimes && line.time ? `${line.time} ` : '') +
      (withNames && line.source ? `${line.source.pod} ${line.source.container} ` : ''),
    [withTimes, withNames],
  );
  const columns = isWrapped ? view.columns : 0;
  layout.update(store, columns, prefix);
  const { shown } = store;
  const first = Math.max(0, layout.indexAt(Math.floor(view.top / rowHeight)) - overscan);
  const last = Math.min(shown.length, layout.indexAt(Math.ceil((view.top + view.height) / rowHeight)) + overscan + 1);
  const total = layout.rows * rowHeight;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => {
      const width = (ruler.current?.getBoundingClientRect().width ?? 0) / 100 || 8;
      const room = element.clientWidth - 24;
      setView((now) => ({ ...now, height: element.clientHeight, columns: Math.max(20, Math.floor(room / width)) }));
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    measure();
    return () => sizes.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element || !isFollowing) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, [isFollowing, version, total, view.height]);

  const unseen = pausedAt === null ? 0 : shown.length - firstAfter(shown, pausedAt);

  useEffect(() => {
    const element = host.current;
    if (current === null || !element) return;
    const index = firstAfter(store.shown, current - 1);
    const top = layout.topOf(index) * rowHeight;
    if (top < element.scrollTop || top > element.scrollTop + element.clientHeight - 2 * rowHeight)
      element.scrollTop = Math.max(0, top - element.clientHeight / 2);
  }, [current, layout, store]);

  const onScroll = () => {
    const element = host.current;
    if (!element) return;
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - rowHeight / 2;
    if (isAtEnd) onFollow(true);
    else if (element.scrollTop < lastTop.current - 1) onFollow(false);
    lastTop.current = element.scrollTop;
    setView((now) => (now.top === element.scrollTop ? now : { ...now, top: element.scrollTop }));
  };

  return (
    <div className="kp-log__window">
      {/* Scrolled with the keyboard as well: it takes the focus. */}
      <div
        ref={host}
        className={isWrapped ? 'kp-log__rows kp-log__rows--wrapped' : 'kp-log__rows'}
        role="log"
        aria-live="off"
        aria-label={t('logs.lines')}
        tabIndex={0}
        data-testid="log"
        onScroll={onScroll}
      >
        <span ref={ruler} className="kp-log__ruler" aria-hidden>
          {'0'.repeat(100)}
        </span>
        <div style={{ height: total, minWidth: '100%' }}>
          <div className="kp-log__drawn" style={{ transform: `translateY(${layout.topOf(first) * rowHeight}px)` }}>
            {shown.slice(first, last).map((line) => (
              <LogRow
                key={line.number}
                line={line}
                length={layout.lengthOf(line)}
                withTimes={withTimes}
                withNames={withNames}
                marks={marks}
                isCurrent={line.number === current}
                onMore={() => {
                  layout.open(line);
                  setView((now) => ({ ...now }));
                }}
              />
            ))}
          </div>
        </div>
      </div>
      {!isFollowing && (
        <Button className="kp-log__end" variant="secondary" size="sm" onClick={() => onFollow(true)}>
          {unseen > 0 ? t('logs.newLines', { count: unseen }) : t('logs.toEnd')}
        </Button>
      )}
    </div>
  );
}

/** The place of the first line after one of this number. */
function firstAfter(lines: readonly LogLine[], number: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.number ?? 0) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
