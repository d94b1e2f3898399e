import i18next from 'i18next';
import { followOperations, readOperations, restoreOperations, type Operation, type OperationItem } from './operations';

const key = 'kpanda.operations';
/** As many of the newest are kept, with as many objects in all: the browser's room is small. */
const mostKept = 20;
const mostItems = 2_000;
/** How long news wait for more of them. */
const pause = 500;

type KeptOperation = Pick<Operation, 'title' | 'state' | 'message' | 'items' | 'memory' | 'at' | 'isRead'>;

interface Kept {
  /** Whose they are: somebody else at the same browser gets none of them. */
  username: string;
  operations: KeptOperation[];
}

/** Does again what an operation left undone, from what it remembered of itself; undefined where that cannot be done. */
export type Redo = (memory: unknown, title: string, items: readonly OperationItem[]) => (() => void) | undefined;

/**
 * Brings back what was done in this tab before the page was loaded again, and remembers from then on what is. What ran then was interrupted: it says so,
 * and can be done again where `redo` knows how. Returns how to stop.
 */
export function keepOperations(username: string, redo: Redo): () => void {
  const kept = read();
  if (kept && kept.username !== username) sessionStorage.removeItem(key);
  else if (kept && readOperations().length === 0)
    restoreOperations(kept.operations.map((operation) => revive(operation, redo)));
  let timer: number | undefined;
  const write = () => {
    window.clearTimeout(timer);
    timer = undefined;
    save(username);
  };
  const stop = followOperations(() => {
    timer ??= window.setTimeout(write, pause);
  });
  window.addEventListener('pagehide', write);
  return () => {
    window.clearTimeout(timer);
    window.removeEventListener('pagehide', write);
    stop();
  };
}

/** The session is over: nothing of it stays here. */
export const forgetKeptOperations = (): void => sessionStorage.removeItem(key);

function revive(kept: KeptOperation, redo: Redo): Omit<Operation, 'id'> {
  const items = kept.items?.map((item): OperationItem => {
    if (item.outcome === 'waiting') return { ...item, outcome: 'skipped' };
    // Whether the cluster did it before the page was gone nobody knows here.
    return item.outcome === 'running'
      ? { ...item, outcome: 'failed', message: i18next.t('operations.interruptedItem') }
      : item;
  });
  const wasRunning = kept.state === 'running';
  const left = items?.filter(({ outcome }) => outcome !== 'done') ?? [];
  return {
    ...kept,
    items,
    state: wasRunning ? 'failed' : kept.state,
    message: wasRunning ? i18next.t('operations.interrupted') : kept.message,
    isRead: kept.isRead && !wasRunning,
    retry: left.length > 0 && kept.memory !== undefined ? redo(kept.memory, kept.title, left) : undefined,
  };
}

function read(): Kept | null {
  const text = sessionStorage.getItem(key);
  return text === null ? null : (JSON.parse(text) as Kept);
}

function save(username: string): void {
  let room = mostItems;
  const operations = readOperations()
    .slice(0, mostKept)
    .map(({ title, state, message, items, memory, at, isRead }): KeptOperation => {
      const fits = items !== undefined && items.length <= room;
      if (fits) room -= items.length;
      return { title, state, message, at, isRead, ...(fits && { items, memory }) };
    });
  if (operations.length === 0) sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify({ username, operations } satisfies Kept));
}
