import { queryString, type QueryValue } from '@/shared/api/client';

const ofThePage = new Set(['page', 'pageSize', 'sortBy', 'sortDir']);

/** A subscription asks what matches, not in which order nor which page: the same one serves all pages of a list. */
export function livePath(path: string, query: Record<string, QueryValue>): string {
  return path + queryString(Object.fromEntries(Object.entries(query).filter(([name]) => !ofThePage.has(name))));
}
