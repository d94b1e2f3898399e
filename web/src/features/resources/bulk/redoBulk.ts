import type { OperationItem } from '@/shared/operations/operations';
import { startBatch } from '@/shared/operations/runBatch';
import { bulkAction, type BulkVerb, type PairChanges } from './bulkVerbs';

/** What a bulk action must know to be done again after the page was loaded again. */
export interface BulkMemory {
  does: 'bulk';
  verb: BulkVerb;
  segment: string;
  changes: PairChanges;
}

/** The bulk action on the objects that are left; undefined where the memory is not of one. */
export function redoBulk(memory: unknown, title: string, items: readonly OperationItem[]): (() => void) | undefined {
  const { does, verb, segment, changes } = memory as Partial<BulkMemory>;
  if (does !== 'bulk' || !verb || !segment) return undefined;
  const targets = items.map(({ key, name, namespace, cluster }) => {
    return { key, name, namespace, cluster, row: { metadata: { name, namespace, cluster } } };
  });
  return () => void startBatch({ title, targets, memory, act: bulkAction(verb, { segment }, changes ?? {}) });
}
