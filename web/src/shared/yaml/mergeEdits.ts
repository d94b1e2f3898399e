export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Merge {
  value: Json;
  /** Paths that both sides changed to different values; yours is in `value`. */
  conflicts: string[];
}

/**
 * Puts your changes (from `before` to `yours`) onto `theirs`. Maps are merged key by key, lists of named things by name, and
 * anything else is taken whole; where both changed the same place, yours stands and the place is named.
 */
export function mergeEdits(before: Json, yours: Json, theirs: Json): Merge {
  const conflicts: string[] = [];
  const value = merge(before, yours, theirs, '', conflicts);
  return { value: value ?? null, conflicts };
}

type Maybe = Json | undefined;

function merge(before: Maybe, yours: Maybe, theirs: Maybe, path: string, conflicts: string[]): Maybe {
  if (same(before, yours)) return theirs;
  if (same(before, theirs) || same(yours, theirs)) return yours;
  if (isMap(yours) && isMap(theirs)) return mergeMaps(isMap(before) ? before : {}, yours, theirs, path, conflicts);
  const [b, y, t] = [byName(before), byName(yours), byName(theirs)];
  if (y && t) {
    const merged = mergeMaps(b ?? {}, y, t, path, conflicts);
    return Object.values(merged);
  }
  conflicts.push(path);
  return yours;
}

type JsonMap = { [key: string]: Json };

function mergeMaps(before: JsonMap, yours: JsonMap, theirs: JsonMap, path: string, conflicts: string[]): JsonMap {
  const result: JsonMap = {};
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(yours)])) {
    const value = merge(before[key], yours[key], theirs[key], path ? `${path}.${key}` : key, conflicts);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

/** A list whose entries all have a unique name, as containers, volumes, ports and variables have; null for any other. */
function byName(list: Maybe): JsonMap | null {
  if (!Array.isArray(list)) return null;
  const named: JsonMap = {};
  for (const entry of list) {
    if (!isMap(entry) || typeof entry.name !== 'string' || entry.name in named) return null;
    named[entry.name] = entry;
  }
  return named;
}

const isMap = (value: Maybe): value is JsonMap => typeof value === 'object' && value !== null && !Array.isArray(value);

export function same(left: Maybe, right: Maybe): boolean {
  if (left === right) return true;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((entry, index) => same(entry, right[index]));
  }
  if (!isMap(left) || !isMap(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => key in right && same(left[key], right[key]));
}
