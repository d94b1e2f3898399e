import { useMemo } from 'react';
import { usePreference, writePreference } from '@/shared/storage/preference';
import { listParameters } from './listState';

/** Filters and sort of a list under a name that a person gave them. */
export interface SavedFilter {
  name: string;
  /** As in the address, without what belongs to a single look (page, size). */
  query: string;
}

/** The part of an address that a saved filter keeps. */
export function filterQuery(parameters: URLSearchParams): string {
  const kept = new URLSearchParams();
  for (const [name, value] of parameters) if (listParameters.includes(name)) kept.append(name, value);
  return kept.toString();
}

/** Puts a saved filter in the place of the filters of an address; what belongs to others stays. */
export function applyFilter(parameters: URLSearchParams, { query }: SavedFilter): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const name of [...listParameters, 'page']) next.delete(name);
  for (const [name, value] of new URLSearchParams(query)) next.append(name, value);
  return next;
}

export function readSaved(stored: string | null): SavedFilter[] {
  try {
    const value: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(value) ? value.filter(isSaved) : [];
  } catch {
    return [];
  }
}

const isSaved = (value: unknown): value is SavedFilter =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  'query' in value &&
  typeof value.name === 'string' &&
  typeof value.query === 'string';

/** The saved filters of a list, by name, and how to keep or forget one. */
export function useSavedFilters(list: string) {
  const preference = `list.${list}.saved`;
  const stored = usePreference(preference);
  const saved = useMemo(() => readSaved(stored), [stored]);
  const write = (next: SavedFilter[]) =>
    writePreference(
      preference,
      next.length === 0 ? null : JSON.stringify(next.sort((left, right) => left.name.localeCompare(right.name))),
    );
  return {
    saved,
    save: (filter: SavedFilter) => write([...saved.filter(({ name }) => name !== filter.name), filter]),
    forget: (name: string) => write(saved.filter((filter) => filter.name !== name)),
  };
}
