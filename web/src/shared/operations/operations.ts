import { useSyncExternalStore } from 'react';

/** What has become of one object of an operation on many. */
export type Outcome = 'waiting' | 'running' | 'done' | 'failed' | 'skipped';

export interface Result {
  outcome: Outcome;
  /** Why it failed, in the words of the server; what it warns of, where it was done. */
  message?: string;
}

/** One object of an operation on many. */
export interface OperationItem extends Result {
  key: string;
  name: string;
  namespace?: string;
  cluster: string;
}

/** Something that takes its time, or that came to something: shown from every page until it is read and cleared. */
export interface Operation {
  id: number;
  title: string;
  state: 'running' | 'done' | 'failed';
  /** What it came to, or what it is doing. */
  message?: string;
  /** How far it is, of how much; absent where that cannot be said. */
  progress?: { done: number; total: number };
  /** The objects that it is about, each with what became of it; absent where it is not about many. */
  items?: readonly OperationItem[];
  /** Ends it early, while it runs. */
  stop?(): void;
  /** Does again what failed or was left out, once it has ended. */
  retry?(): void;
  /** What it must know to be done again after the page was loaded again: never what is secret. */
  memory?: unknown;
  /** Epoch milliseconds. */
  at: number;
  isRead: boolean;
}

/** The handle of who does the work. */
export interface RunningOperation {
  id: number;
  progress(done: number, total: number, message?: string): void;
  /** Tells what becomes of one of its objects; progress follows from all of them. */
  item(key: string, result: Result): void;
  /** Begins anew: it runs, and can be stopped. */
  run(stop: () => void): void;
  succeed(message?: string): void;
  fail(message: string, retry?: () => void): void;
}

const most = 100;
const listeners = new Set<() => void>();
let operations: readonly Operation[] = [];
let lastId = 0;

function change(next: readonly Operation[]): void {
  operations = next;
  for (const listener of listeners) listener();
}

function add(operation: Omit<Operation, 'id' | 'at' | 'isRead'>): number {
  const id = ++lastId;
  // The oldest that have ended go first: what still runs is never dropped.
  const kept = operations.filter((each, index) => each.state === 'running' || index < most - 1);
  change([{ ...operation, id, at: Date.now(), isRead: operation.state === 'done' }, ...kept]);
  return id;
}

const update = (id: number, more: Partial<Operation>): void =>
  change(operations.map((each) => (each.id === id ? { ...each, ...more } : each)));

/** Begins something that takes its time. Leaving the page is safe: it goes on and stays visible. */
export function startOperation(title: string, items?: readonly OperationItem[], memory?: unknown): RunningOperation {
  const id = add({ title, state: 'running', items, memory, progress: items && progressOf(items) });
  const end = (state: 'done' | 'failed', message?: string, retry?: () => void) =>
    update(id, {
      state,
      message,
      retry,
      stop: undefined,
      progress: undefined,
      at: Date.now(),
      isRead: state === 'done',
    });
  return {
    id,
    progress: (done, total, message) => update(id, { progress: { done, total }, message }),
    item: (key, result) => {
      const known = operations.find((each) => each.id === id)?.items ?? [];
      const next = known.map((each) => (each.key === key ? { ...each, message: undefined, ...result } : each));
      update(id, { items: next, progress: progressOf(next) });
    },
    run: (stopNow) => update(id, { state: 'running', message: undefined, retry: undefined, stop: stopNow }),
    succeed: (message) => end('done', message),
    fail: (message, retry) => end('failed', message, retry),
  };
}

export const countOf = (items: readonly OperationItem[], ...outcomes: readonly Outcome[]): number =>
  items.filter(({ outcome }) => outcomes.includes(outcome)).length;

const progressOf = (items: readonly OperationItem[]) => ({
  done: countOf(items, 'done', 'failed', 'skipped'),
  total: items.length,
});

/** Notes what an action came to at once. */
export function noteOutcome(state: 'done' | 'failed', title: string, message?: string): void {
  add({ title, state, message });
}

export const markRead = (): void => change(operations.map((each) => (each.isRead ? each : { ...each, isRead: true })));

/** Takes away what has ended. */
export const clearEnded = (): void => change(operations.filter(({ state }) => state === 'running'));

/** Stops what runs and forgets all: the session is over. */
export function forgetOperations(): void {
  for (const { stop } of operations) stop?.();
  change([]);
}

/** Puts back what was done before the page was loaded again, the newest first. */
export const restoreOperations = (kept: readonly Omit<Operation, 'id'>[]): void =>
  change(kept.map((each) => ({ ...each, id: ++lastId })));

export const readOperations = (): readonly Operation[] => operations;

/** Tells of every change; returns how to stop. */
export function followOperations(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All of them, the newest first. */
export const useOperations = (): readonly Operation[] => useSyncExternalStore(followOperations, readOperations);

/** One of them; undefined where there is none (any more). */
export const useOperation = (id: number | null): Operation | undefined =>
  useOperations().find((each) => each.id === id);

/** One of them, as it is now. */
export const readOperation = (id: number): Operation | undefined => operations.find((each) => each.id === id);
