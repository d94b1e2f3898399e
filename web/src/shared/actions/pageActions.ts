import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RowAction } from '@/shared/list/descriptor';

/** What can be done on the page that is open, and with what. */
export interface PageActions {
  subject: string;
  actions: readonly RowAction[];
}

const none: PageActions = { subject: '', actions: [] };
const listeners = new Set<() => void>();
let open: (PageActions & { id: symbol })[] = [];

function change(next: typeof open): void {
  open = next;
  for (const listener of listeners) listener();
}

/**
 * Offers actions in the command palette while this component is on the page; of several such components that which came last, whichever was drawn last. What only stands around the
 * page, such as its cluster, comes behind the page itself, also where it was loaded later. Give a list that stays the same as long as its actions do.
 */
export function usePageActions(subject: string, actions: readonly RowAction[], isAround = false): void {
  const [id] = useState(() => Symbol('page actions'));
  const isOffered = actions.length > 0;
  useEffect(() => {
    if (!isOffered) return;
    const mine = { ...none, id };
    change(isAround ? [mine, ...open] : [...open, mine]);
    return () => change(open.filter((each) => each.id !== id));
  }, [id, isOffered, isAround]);
  useEffect(() => {
    change(open.map((each) => (each.id === id ? { id, subject, actions } : each)));
  }, [id, isOffered, isAround, subject, actions]);
}

export const useOpenPageActions = (): PageActions =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open.at(-1) ?? none,
  );
