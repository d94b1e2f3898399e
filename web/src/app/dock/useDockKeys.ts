import { maximiseDock, showInDock, splitDock, useDock } from '@/shared/dock/dock';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';

/** What keys do with the dock while something is open in it. */
export function useDockKeys(onClose: (id: string) => void): void {
  const { tabs, active, beside, isMaximised } = useDock();
  const whenOpen = (action: () => void) => (tabs.length > 0 ? action : null);
  const step = (by: 1 | -1) => {
    const at = tabs.findIndex(({ id }) => id === active);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (next) showInDock(next.id);
  };
  useKeyAction(
    'dock.next',
    whenOpen(() => step(1)),
  );
  useKeyAction(
    'dock.previous',
    whenOpen(() => step(-1)),
  );
  useKeyAction(
    'dock.maximise',
    whenOpen(() => maximiseDock(!isMaximised)),
  );
  useKeyAction(
    'dock.split',
    whenOpen(() => splitDock(beside ? null : undefined)),
  );
  useKeyAction(
    'dock.close',
    whenOpen(() => onClose(active)),
  );
}
