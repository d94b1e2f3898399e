import { Spinner } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { openInDock, rememberInDock } from '@/shared/dock/dock';
import type { LogPlace, LogRange } from './question';

// Loaded with the first log.
const LogView = lazy(async () => ({ default: (await import('./LogView')).LogView }));

/** What a tab with a log remembers. */
export interface LogMemory {
  logs: LogPlace;
  range?: LogRange;
}

/** Opens the log of a pod or a workload at the bottom, where it stays while pages change; the same again is only shown. */
export function openLogs(place: LogPlace): void {
  const kind = place.kind ?? 'Pod';
  const name = place.pod ?? place.name ?? '';
  const id = `logs/${[place.cluster, place.namespace, kind, name].join('/')}`;
  openInDock({
    id,
    title: `${kind} · ${name}`,
    kind: 'logs',
    memory: { logs: place } satisfies LogMemory,
    content: <DockedLogs key={id} id={id} logs={place} />,
  });
}

/** A tab with a log, as it is opened and as it comes back after the page was loaded again. */
export function DockedLogs({ id, logs, range }: { id: string } & LogMemory) {
  return <Logs place={logs} range={range} onRange={(next) => rememberInDock(id, { logs, range: next })} />;
}

/** A log on the page of its object. */
export function Logs(props: { place: LogPlace; range?: LogRange; onRange?(range: LogRange): void }) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Spinner aria-label={t('logs.loading')} />}>
      <LogView {...props} />
    </Suspense>
  );
}
