import { useCallback, useEffectEvent, useLayoutEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { RowScroller } from './RowScroller';
import { drawnRows, windowedFrom } from './rowWindow';

/**
 * Which rows are in the document: up to a hundred all are, of more only those on the screen, and always the one that has the focus, so that keys and
 * screen readers do not lose it. `layout` says what makes the list another one (filters, order, page) or its rows of another size.
 */
export function useRowWindow(keys: readonly string[], layout: string) {
  const [scroller] = useState(() => new RowScroller());
  const { range, rowHeight } = useSyncExternalStore(scroller.subscribe, scroller.snapshot);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const count = keys.length;
  const isWindowed = count > windowedFrom;

  const begin = useEffectEvent(() => scroller.begin(keys));
  useLayoutEffect(() => begin(), [layout, isWindowed]);
  useLayoutEffect(() => scroller.follow(keys), [scroller, keys]);

  const active = useMemo(() => (activeKey === null ? -1 : keys.indexOf(activeKey)), [keys, activeKey]);
  const drawn = useMemo(
    () => drawnRows(isWindowed ? range : { first: 0, last: count }, active, count),
    [isWindowed, range, active, count],
  );
  const focus = useCallback(
    (index: number) => {
      const key = keys[Math.min(keys.length - 1, Math.max(0, index))];
      if (key === undefined) return;
      flushSync(() => setActiveKey(key));
      scroller.focus(key);
    },
    [scroller, keys],
  );
  return { attach: scroller.attach, drawn, rowHeight, isWindowed, active, setActiveKey, focus };
}
