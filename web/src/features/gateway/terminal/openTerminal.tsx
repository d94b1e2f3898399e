import { Spinner } from '@patternfly/react-core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { openInDock } from '@/shared/dock/dock';
import type { TerminalPlace } from './place';

// The terminal's own library is loaded with the first one.
const TerminalTab = lazy(async () => ({ default: (await import('./TerminalTab')).TerminalTab }));

/** Opens a terminal at the bottom, where it stays while pages change. Each time a new one: two shells in one container are nothing unusual. */
export function openTerminal(place: TerminalPlace): void {
  const id = `terminal/${crypto.randomUUID()}`;
  openInDock({
    id,
    title: place.node ?? `${place.pod} · ${place.container}`,
    kind: 'terminal',
    isProcess: true,
    memory: { terminal: place },
    content: <DockedTerminal key={id} id={id} place={place} />,
  });
}

/** A tab with a terminal, as it is opened and as it comes back after the page was loaded again. */
export function DockedTerminal({ id, place }: { id: string; place: TerminalPlace }) {
  const { t } = useTranslation();
  return (
    <Suspense fallback={<Spinner aria-label={t('terminal.loading')} />}>
      <TerminalTab id={id} place={place} />
    </Suspense>
  );
}
