import { dropDrafts } from './drafts';
import { closeDock, followDock, maximiseDock, openInDock, readDock, showInDock, splitDock, type DockTab } from './dock';

const key = 'kpanda.dock';

interface Kept {
  /** Whose tabs they are: somebody else at the same browser gets none of them. */
  username: string;
  tabs: { id: string; title: string; memory: unknown; isProcess?: boolean; kind?: DockTab['kind'] }[];
  active: string;
  beside?: string;
  isMaximised?: boolean;
}

/**
 * Brings back the tabs that were open before the page was loaded again, and remembers from then on which are open.
 * Returns how to stop.
 */
export function keepDock(username: string, contentOf: (memory: unknown, id: string) => DockTab['content']): () => void {
  const kept = read();
  if (kept && kept.username !== username) forgetDock();
  else if (kept && readDock().tabs.length === 0) {
    for (const { id, memory, ...tab } of kept.tabs) openInDock({ ...tab, id, memory, content: contentOf(memory, id) });
    if (kept.tabs.some(({ id }) => id === kept.active)) showInDock(kept.active);
    if (kept.tabs.some(({ id }) => id === kept.beside)) splitDock(kept.beside);
    if (kept.tabs.length > 0 && kept.isMaximised) maximiseDock(true);
  }
  return followDock(() => write(username));
}

/** The session is over: nothing of it stays here. */
export function forgetDock(): void {
  closeDock();
  sessionStorage.removeItem(key);
  dropDrafts();
}

function read(): Kept | null {
  const text = sessionStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as Kept);
}

function write(username: string): void {
  const { tabs, active, beside, isMaximised } = readDock();
  const remembered = tabs.flatMap(({ id, title, memory, isProcess, kind }) =>
    memory === undefined ? [] : [{ id, title, memory, isProcess, kind }],
  );
  if (remembered.length === 0) sessionStorage.removeItem(key);
  else
    sessionStorage.setItem(
      key,
      JSON.stringify({ username, tabs: remembered, active, beside: beside?.id, isMaximised } satisfies Kept),
    );
}
