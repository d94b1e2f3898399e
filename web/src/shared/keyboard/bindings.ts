import { useMemo } from 'react';
import { readPreference, usePreference, writePreference } from '@/shared/storage/preference';
import { keyActions, type KeyActionId } from './actions';

/** The name of the preference: JSON of the actions that the person bound otherwise. */
export const keysPreference = 'keys';

export type Bindings = Record<KeyActionId, readonly string[]>;

const defaults: Bindings = Object.fromEntries<readonly string[]>(
  keyActions.map(({ id, keys }): [KeyActionId, readonly string[]] => [id, keys]),
) as Bindings;

let cache: { text: string | null; bindings: Bindings } = { text: null, bindings: defaults };

/** Which sequences start which action now. */
export function currentBindings(): Bindings {
  const text = readPreference(keysPreference);
  if (text !== cache.text) cache = { text, bindings: { ...defaults, ...readChosen(text) } };
  return cache.bindings;
}

export function useBindings(): Bindings {
  const text = usePreference(keysPreference);
  return useMemo(() => ({ ...defaults, ...readChosen(text) }), [text]);
}

/** Binds an action to other sequences; null takes the ones that it had at first. */
export function bind(id: KeyActionId, sequences: readonly string[] | null): void {
  const stored = Object.entries(readChosen(readPreference(keysPreference)));
  const others = Object.fromEntries(stored.filter(([other]) => other !== id));
  const isUsual = !sequences || String(sequences) === String(defaults[id]);
  const chosen = isUsual ? others : { ...others, [id]: sequences };
  writePreference(keysPreference, Object.keys(chosen).length > 0 ? JSON.stringify(chosen) : null);
}

export const isRebound = (bindings: Bindings, id: KeyActionId): boolean =>
  String(bindings[id]) !== String(defaults[id]);

/** Whether two sequences cannot both be bound: they are the same, or one begins with the other. */
export const meets = (one: string, other: string): boolean =>
  one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);

/** The actions that a sequence for `id` would meet: those with the same one, and those that begin with it or that it begins with. */
export function conflictsOf(bindings: Bindings, id: KeyActionId, sequence: string): KeyActionId[] {
  return keyActions
    .map((action) => action.id)
    .filter((other) => other !== id && bindings[other].some((keys) => meets(keys, sequence)));
}

/** What a person stored may be of an older version or damaged: what is not understood is left out. */
function readChosen(text: string | null): Partial<Record<KeyActionId, readonly string[]>> {
  if (!text) return {};
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter(
        ([id, keys]) =>
          id in defaults && Array.isArray(keys) && keys.every((key) => typeof key === 'string' && key !== ''),
      ),
    );
  } catch {
    return {};
  }
}
