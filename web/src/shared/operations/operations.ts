import { useSyncExternalStore } from 'react';

/** Something that takes its time, or that came to something: shown from every page until it is read and cleared. */
export interface Operation {
  id: number;
  title: string;
  state: 'running' | 'done' | 'failed';
  /** What it came to, or what it is doing. */
  message?: string;
  /** How far it is, of how much; absent where that cannot be said. */
  progress?: { done: number; total: number };
  /** Epoch milliseconds. */
  at: number;
  isRead: boolean;
}

/** The handle of who does the work. */
export interface RunningOperation {
  progress(done: number, total: number, message?: string): void;
  succeed(message?: string): void;
  fail(message: string): void;
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
export function startOperation(title: string): RunningOperation {
  const id = add({ title, state: 'running' });
  return {
    progress: (done, total, message) => update(id, { progress: { done, total }, message }),
    succeed: (message) => update(id, { state: 'done', message, progress: undefined, at: Date.now(), isRead: true }),
    fail: (message) => update(id, { state: 'failed', message, progress: undefined, at: Date.now(), isRead: false }),
  };
}

/** Notes what an action came to at once. */
export function noteOutcome(state: 'done' | 'failed', title: string, message?: string): void {
  add({ title, state, message });
}

export const markRead = (): void => change(operations.map((each) => (each.isRead ? each : { ...each, isRead: true })));

/** Takes away what has ended. */
export const clearEnded = (): void => change(operations.filter(({ state }) => state === 'running'));

/** All of them, the newest first. */
export const useOperations = (): readonly Operation[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => operations,
  );
