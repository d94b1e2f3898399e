import { Alert, AlertActionLink } from '@patternfly/react-core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useToast } from '@/shared/feedback/ToastContext';
import type { LogState } from './LogConnection';
import { LogRows } from './LogRows';
import { LogToolbar } from './LogToolbar';
import { parseFilter, textFinder } from './matcher';
import { downloadPath, isMerged, usualRange, type LogPlace, type LogRange } from './question';
import { useLog } from './useLog';
import { useLogOptions } from './useLogOptions';

interface Props {
  place: LogPlace;
  range?: LogRange;
  /** Another part is asked for; it is to be remembered. */
  onRange?(range: LogRange): void;
}

/** The log of a pod or a workload: what is shown of it, and the lines. */
export function LogView({ place, range: first, onRange }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const [range, setRange] = useState(first ?? usualRange);
  const [filterText, setFilterText] = useState('');
  const [sought, setSought] = useState('');
  const [current, setCurrent] = useState<number | null>(null);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const options = useLogOptions();
  const { store, connection, state, reopen } = useLog(place, range);
  const filter = useMemo(() => parseFilter(filterText), [filterText]);
  const finder = useMemo(() => textFinder(sought), [sought]);
  const marks = useMemo(
    () => [...(filter && filter !== 'error' ? [filter.find] : []), ...(finder ? [finder] : [])],
    [filter, finder],
  );

  useEffect(() => {
    if (filter !== 'error') store.setFilter(filter);
  }, [store, filter]);
  useEffect(() => store.setFinder(finder), [store, finder]);
  useEffect(() => connection.hold(pausedAt !== null), [connection, pausedAt]);

  const follow = (isFollowing: boolean) =>
    setPausedAt((before) => (isFollowing ? null : (before ?? store.shown.at(-1)?.number ?? 0)));
  const step = (by: 1 | -1) => {
    const { found } = store;
    if (found.length === 0) return;
    const at = current === null ? -1 : found.indexOf(current);
    const next = found[at < 0 ? found.length - 1 : (at + by + found.length) % found.length];
    follow(false);
    setCurrent(next ?? null);
  };
  const copy = () =>
    void navigator.clipboard
      .writeText(store.shown.map(({ text }) => text).join('\n'))
      .then(() => toast({ variant: 'success', title: t('logs.copied', { count: store.shown.length }) }));

  return (
    <div className="kp-log">
      <LogToolbar
        place={place}
        range={range}
        onRange={(next) => {
          setRange(next);
          follow(true);
          setCurrent(null);
          onRange?.(next);
        }}
        state={state}
        options={options}
        filter={filterText}
        isFilterWrong={filter === 'error'}
        onFilter={setFilterText}
        sought={sought}
        found={store.found.length}
        at={current === null ? 0 : store.found.indexOf(current) + 1}
        onSeek={(text) => {
          setSought(text);
          setCurrent(null);
        }}
        onStep={step}
        onCopy={copy}
        onClear={() => store.clear()}
        download={downloadPath(place, range, options.withTimes)}
      />
      <Ended state={state} onReopen={reopen} />
      <LogRows
        store={store}
        version={store.version}
        isWrapped={options.isWrapped}
        withTimes={options.withTimes}
        withNames={isMerged(place) || (place.containers?.length ?? 0) !== 1}
        marks={marks}
        current={current}
        pausedAt={pausedAt}
        onFollow={follow}
      />
    </div>
  );
}

function Ended({ state, onReopen }: { state: LogState; onReopen(): void }) {
  const { t } = useTranslation();
  if (state.kind !== 'ended' || state.reason === 'done') return null;
  return (
    <Alert
      isInline
      variant="warning"
      title={t(`logs.ended.${state.reason}`, { defaultValue: t('logs.ended.refused') })}
      actionLinks={<AlertActionLink onClick={onReopen}>{t('logs.reopen')}</AlertActionLink>}
    >
      {state.message}
    </Alert>
  );
}
