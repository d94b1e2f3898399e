import { isMap, same, type Json, type JsonMap, type Maybe } from './json';

/** A key of a map, or the name of an entry in a list of named things. */
export type Step = string | { name: string };

export type Side = 'before' | 'theirs' | 'yours';

/** One place in which two versions of an object are not the same. A side that has nothing there is undefined. */
export interface Difference {
  path: readonly Step[];
  before: Maybe;
  theirs: Maybe;
  yours: Maybe;
  /** Who changed it; `conflict` where both did, each in another way. */
  by: 'theirs' | 'yours' | 'conflict';
}

/**
 * Compares what you made of an object with what others made of it meanwhile. Maps are compared key by key, lists of named things (containers, ports,
 * variables) by name, and anything else as a whole. The order of named things is theirs.
 */
export function compare(before: Maybe, theirs: Maybe, yours: Maybe, path: readonly Step[] = []): Difference[] {
  if (same(theirs, yours)) return [];
  if (isMap(theirs) && isMap(yours)) {
    const start = isMap(before) ? before : {};
    return keysOf(theirs, yours).flatMap((key) => compare(start[key], theirs[key], yours[key], [...path, key]));
  }
  const [start, their, your] = [byName(before), byName(theirs), byName(yours)];
  if (their && your) {
    return keysOf(their, your).flatMap((name) => compare(start?.[name], their[name], your[name], [...path, { name }]));
  }
  const by = same(before, theirs) ? 'yours' : same(before, yours) ? 'theirs' : 'conflict';
  return [{ path, before, theirs, yours, by }];
}

/** Their version with the chosen side of each difference. */
export function choose(theirs: Json, differences: readonly Difference[], sideOf: (one: Difference) => Side): Json {
  const result = structuredClone(theirs);
  for (const one of differences) {
    const side = sideOf(one);
    if (side !== 'theirs') put(result, one.path, one[side]);
  }
  return result;
}

/** A path as people write it: `spec.containers[web].image`. */
export const pathText = (path: readonly Step[]): string =>
  path.reduce<string>((text, step) => {
    if (typeof step !== 'string') return `${text}[${step.name}]`;
    const isPlain = /^[\w-]+$/.test(step);
    return isPlain ? `${text}${text && '.'}${step}` : `${text}["${step}"]`;
  }, '');

const keysOf = (left: JsonMap, right: JsonMap): string[] => [...new Set([...Object.keys(left), ...Object.keys(right)])];

/** A list whose entries all have a unique name; null for any other. */
function byName(list: Maybe): JsonMap | null {
  if (!Array.isArray(list)) return null;
  const named: JsonMap = {};
  for (const entry of list) {
    if (!isMap(entry) || typeof entry.name !== 'string' || entry.name in named) return null;
    named[entry.name] = entry;
  }
  return named;
}

function put(root: Json, path: readonly Step[], value: Maybe): void {
  let at = root;
  path.forEach((step, index) => {
    const isLast = index === path.length - 1;
    if (typeof step === 'string') {
      if (!isMap(at)) return;
      if (!isLast) at = at[step] ?? null;
      else if (value === undefined) Reflect.deleteProperty(at, step);
      else at[step] = structuredClone(value);
      return;
    }
    if (!Array.isArray(at)) return;
    const found = at.findIndex((entry) => isMap(entry) && entry.name === step.name);
    if (!isLast) at = at[found] ?? null;
    else if (value === undefined) at.splice(found, found < 0 ? 0 : 1);
    else if (found < 0) at.push(structuredClone(value));
    else at[found] = structuredClone(value);
  });
}
