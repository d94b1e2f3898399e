import { useCallback, useSyncExternalStore } from 'react';

const prefix = 'kpanda.';
const listeners = new Map<string, Set<() => void>>();
const followers = new Set<(name: string) => void>();
/** What was chosen while storage is closed (private windows): it lasts as long as the page. */
const withoutStorage = new Map<string, string>();

/** A small choice of the person, kept in this browser so that the first paint already follows it. Null where nothing was chosen. */
export function readPreference(name: string): string | null {
  try {
    return window.localStorage.getItem(prefix + name) ?? withoutStorage.get(name) ?? null;
  } catch {
    return withoutStorage.get(name) ?? null;
  }
}

/** Keeps a choice; null forgets it. */
export function writePreference(name: string, value: string | null): void {
  if (readPreference(name) === value) return;
  if (value === null) withoutStorage.delete(name);
  try {
    if (value === null) window.localStorage.removeItem(prefix + name);
    else window.localStorage.setItem(prefix + name, value);
  } catch {
    if (value !== null) withoutStorage.set(name, value);
  }
  for (const listener of listeners.get(name) ?? []) listener();
  for (const follower of followers) follower(name);
}

/** Tells which choice changed, of all of them, until the returned function is called. */
export function onAnyPreferenceChange(follower: (name: string) => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

/** The names of everything that was chosen. */
export function preferenceNames(): string[] {
  try {
    const stored = Object.keys(window.localStorage).filter((key) => key.startsWith(prefix));
    return [...new Set([...stored.map((key) => key.slice(prefix.length)), ...withoutStorage.keys()])];
  } catch {
    return [...withoutStorage.keys()];
  }
}

/** Tells of every change of a choice in this tab until the returned function is called. */
export function onPreferenceChange(name: string, listener: () => void): () => void {
  const all = listeners.get(name) ?? new Set();
  listeners.set(name, all.add(listener));
  return () => all.delete(listener);
}

/** A choice that is drawn, and follows every change of it. */
export function usePreference(name: string): string | null {
  const subscribe = useCallback((listener: () => void) => onPreferenceChange(name, listener), [name]);
  return useSyncExternalStore(subscribe, () => readPreference(name));
}
