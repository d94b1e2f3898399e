import { useEffect, useSyncExternalStore } from 'react';
import type { RowAction } from '@/shared/list/descriptor';

/** What can be done on the page that is open, and with what. */
export interface PageActions {
  subject: string;
  actions: readonly RowAction[];
}

const none: PageActions = { subject: '', actions: [] };
const listeners = new Set<() => void>();
let open: PageActions[] = [];

function change(next: PageActions[]): void {
  open = next;
  for (const listener of listeners) listener();
}

/** Offers actions in the command palette while this component is on the page. Give a list that stays the same as long as its actions do. */
export function usePageActions(subject: string, actions: readonly RowAction[]): void {
  useEffect(() => {
    if (actions.length === 0) return;
    const mine = { subject, actions };
    change([...open, mine]);
    return () => change(open.filter((each) => each !== mine));
  }, [subject, actions]);
}

export const useOpenPageActions = (): PageActions =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open.at(-1) ?? none,
  );
