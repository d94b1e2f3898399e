import type { ErrorBody, ListedObject } from '@/shared/api/published';

/** What the server says over the live channel. */
export type ServerMessage =
  | { type: 'subscribed'; id: string }
  | { type: 'upsert'; id: string; items: ListedObject[] }
  | { type: 'remove'; id: string; keys: string[] }
  | { type: 'changed'; id: string; added: number; removed: number; modified: number; total: number }
  | { type: 'resync'; id: string }
  | { type: 'error'; id: string; error: ErrorBody }
  | { type: 'bye'; reason: string }
  | { type: 'pong' };

/** What a subscriber hears. */
export interface LiveListener {
  onSubscribed(): void;
  onUpsert(items: ListedObject[]): void;
  onRemove(keys: string[]): void;
  onChanged(change: { added: number; removed: number; modified: number; total: number }): void;
  onResync(): void;
  onError(error: ErrorBody): void;
}
