import { useSyncExternalStore, type ReactNode } from 'react';

/** Something that stays open at the bottom while pages change: an editor, later a terminal or a log. */
export interface DockTab {
  /** Opening the same again only shows it. */
  id: string;
  title: string;
  /** Drawn once and kept until the tab is closed. */
  content: ReactNode;
  /** What it shows. */
  kind?: 'terminal' | 'logs' | 'yaml';
  /** Something runs in it, rather than being edited: what is not saved is what runs. */
  isProcess?: boolean;
  /** What brings the tab back after the page was loaded again; without it the tab goes with the page. */
  memory?: unknown;
}

interface Dock {
  tabs: readonly DockTab[];
  active: string;
  /** The tab that is shown beside the active one, and on which side of it. */
  beside: { id: string; isAfter: boolean } | null;
  isMaximised: boolean;
  /** Tabs with something in them that is not saved. */
  unsaved: ReadonlySet<string>;
}

const empty: Dock = { tabs: [], active: '', beside: null, isMaximised: false, unsaved: new Set() };
const listeners = new Set<() => void>();
let dock = empty;

function change(next: Dock): void {
  dock = next;
  for (const listener of listeners) listener();
}

/** Opens a tab, or shows the one that is open with this id. */
export function openInDock(tab: DockTab): void {
  const isOpen = dock.tabs.some(({ id }) => id === tab.id);
  if (!isOpen) change({ ...dock, tabs: [...dock.tabs, tab] });
  showInDock(tab.id);
}

/** Shows a tab in place of the active one; one that stands beside it becomes the active one where it is. */
export function showInDock(id: string): void {
  const { active, beside } = dock;
  if (id === active) return;
  change({ ...dock, active: id, beside: beside?.id === id ? { id: active, isAfter: !beside.isAfter } : beside });
}

/** Shows a second tab beside the active one, the neighbour where none is named; null shows one alone. */
export function splitDock(id?: string | null): void {
  const at = dock.tabs.findIndex((tab) => tab.id === dock.active);
  const other = id === undefined ? (dock.tabs[at + 1] ?? dock.tabs[at - 1])?.id : id;
  change({ ...dock, beside: other && other !== dock.active ? { id: other, isAfter: true } : null });
}

/** What a tab needs to come back after the page was loaded again has changed. */
export const rememberInDock = (id: string, memory: unknown): void =>
  change({ ...dock, tabs: dock.tabs.map((tab) => (tab.id === id ? { ...tab, memory } : tab)) });

export function closeInDock(id: string): void {
  const at = dock.tabs.findIndex((tab) => tab.id === id);
  const tabs = dock.tabs.filter((tab) => tab.id !== id);
  const beside = dock.beside?.id === id || dock.active === id ? null : dock.beside;
  const neighbour = dock.beside?.id ?? tabs[Math.min(at, tabs.length - 1)]?.id ?? '';
  const unsaved = new Set([...dock.unsaved].filter((each) => each !== id));
  change(
    tabs.length === 0
      ? empty
      : { ...dock, tabs, unsaved, beside, active: dock.active === id ? neighbour : dock.active },
  );
}

/** Says whether a tab holds something that closing it would lose. */
export function markUnsaved(id: string, isUnsaved: boolean): void {
  if (dock.unsaved.has(id) === isUnsaved) return;
  const unsaved = new Set(dock.unsaved);
  if (isUnsaved) unsaved.add(id);
  else unsaved.delete(id);
  change({ ...dock, unsaved });
}

export const maximiseDock = (isMaximised: boolean): void => change({ ...dock, isMaximised });

/** Closes everything: the session is over. */
export const closeDock = (): void => change(empty);

export const readDock = (): Dock => dock;

export function followDock(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useDock = (): Dock => useSyncExternalStore(followDock, readDock);
