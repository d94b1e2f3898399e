import type { ErrorBody, ListedObject } from '@/shared/api/published';

/** What the server says over the live channel. */
export type ServerMessage =
  | { type: 'subscribed'; id: string }
  | { type: 'upsert'; id: string; items: ListedObject[] }
  | { type: 'remove'; id: string; keys: string[] }
  | ({ type: 'changed'; id: string } & LiveChanges)
  | { type: 'resync'; id: string }
  | { type: 'error'; id: string; error: ErrorBody }
  | { type: 'bye'; reason: string }
  | { type: 'pong' };

/** What happened outside the visible rows. */
export interface LiveChanges {
  added: number;
  removed: number;
  modified: number;
  /** Rows, visible or not, that have another state now: a list in the order of states is another one. */
  moved: number;
  total: number;
}

/** What a subscriber hears. */
export interface LiveListener {
  onSubscribed(): void;
  onUpsert(items: ListedObject[]): void;
  onRemove(keys: string[]): void;
  onChanged(change: LiveChanges): void;
  onResync(): void;
  onError(error: ErrorBody): void;
}
