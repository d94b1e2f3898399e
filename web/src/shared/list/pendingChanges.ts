/** Changes that wait while a person reads the list. */
export interface PendingChanges {
  added: number;
  gone: ReadonlySet<string>;
}

export const noPending: PendingChanges = { added: 0, gone: new Set() };

export const hasPending = ({ added, gone }: PendingChanges): boolean => added > 0 || gone.size > 0;
