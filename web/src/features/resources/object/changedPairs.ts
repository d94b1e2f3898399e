import type { PairChanges } from '../bulk/bulkVerbs';

export interface Pair {
  key: string;
  value: string;
}

/** What must be sent to come from the one set to the other: new values, and null for keys that are gone. */
export function changedPairs(before: Readonly<Record<string, string>>, after: readonly Pair[]): PairChanges {
  const wanted = new Map(after.filter(({ key }) => key.trim() !== '').map(({ key, value }) => [key.trim(), value]));
  const changes: PairChanges = {};
  for (const key of Object.keys(before)) if (!wanted.has(key)) changes[key] = null;
  for (const [key, value] of wanted) if (before[key] !== value) changes[key] = value;
  return changes;
}
