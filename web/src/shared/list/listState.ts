import type { QueryValue } from '@/shared/api/client';
import type { ListOrder, SortBy } from './descriptor';

export const pageSizes = [20, 50, 100, 500, 1_000] as const;
/** What the server gives at most, and the live channel follows. */
const largestPage = 1_000;
export const defaultPageSize = 50;

/** What the person chose on a list. It lives in the URL, so that it can be sent to a colleague. */
export interface ListState {
  name: string;
  states: string[];
  clusters: string[];
  namespaces: string[];
  labels: string;
  sortBy: SortBy;
  descending: boolean;
  page: number;
  pageSize: number;
}

/** The names of what filters and sorts, in the address. */
export const listParameters: readonly string[] = ['q', 'state', 'cluster', 'namespace', 'labels', 'sort'];

const byName: ListOrder = { sortBy: 'field_name', descending: false };
/** What every list is sorted by. */
export const commonSorts: readonly SortBy[] = ['field_name', 'state', 'cluster', 'namespace', 'created_at'];

export function readListState(
  parameters: URLSearchParams,
  pageSize: number = defaultPageSize,
  order: ListOrder = byName,
  sorts: readonly SortBy[] = commonSorts,
): ListState {
  // A column may have a colon in its name.
  const [, sortBy = '', direction] = /^(.*?)(?::(asc|desc))?$/.exec(parameters.get('sort') ?? '') ?? [];
  const isSaid = sorts.includes(sortBy);
  return {
    name: parameters.get('q') ?? '',
    states: parameters.getAll('state'),
    clusters: parameters.getAll('cluster'),
    namespaces: parameters.getAll('namespace'),
    labels: parameters.get('labels') ?? '',
    sortBy: isSaid ? sortBy : order.sortBy,
    descending: isSaid ? direction === 'desc' : order.descending,
    page: positive(parameters.get('page')) ?? 1,
    pageSize: Math.min(positive(parameters.get('size')) ?? pageSize, largestPage),
  };
}

/** Writes a change into the URL; whatever equals the default is left out. Any change but of the page goes back to page 1. */
export function writeListState(
  parameters: URLSearchParams,
  change: Partial<ListState>,
  order: ListOrder = byName,
  sorts: readonly SortBy[] = commonSorts,
): URLSearchParams {
  const state = {
    ...readListState(parameters, defaultPageSize, order, sorts),
    ...(change.page === undefined ? { page: 1 } : {}),
    ...change,
  };
  const next = new URLSearchParams(parameters);
  set(next, 'q', state.name ? [state.name] : []);
  set(next, 'state', state.states);
  set(next, 'cluster', state.clusters);
  set(next, 'namespace', state.namespaces);
  set(next, 'labels', state.labels ? [state.labels] : []);
  const isDefaultSort = state.sortBy === order.sortBy && state.descending === order.descending;
  set(next, 'sort', isDefaultSort ? [] : [`${state.sortBy}:${state.descending ? 'desc' : 'asc'}`]);
  set(next, 'page', state.page === 1 ? [] : [String(state.page)]);
  if (change.pageSize !== undefined) set(next, 'size', [String(change.pageSize)]);
  return next;
}

export const isFiltered = (state: ListState): boolean =>
  state.name !== '' ||
  state.labels !== '' ||
  state.states.length > 0 ||
  state.clusters.length > 0 ||
  state.namespaces.length > 0;

export const withoutFilters: Partial<ListState> = { name: '', labels: '', states: [], clusters: [], namespaces: [] };

/** The question that the state asks the API. */
export function listQuery(state: ListState): Record<string, QueryValue> {
  return {
    fuzzyName: state.name,
    phase: state.states,
    cluster: state.clusters,
    namespace: state.namespaces,
    labelSelector: state.labels,
    sortBy: state.sortBy,
    sortDir: state.descending ? 'desc' : 'asc',
    page: state.page,
    pageSize: state.pageSize,
  };
}

function set(parameters: URLSearchParams, name: string, values: readonly string[]): void {
  parameters.delete(name);
  for (const value of values) parameters.append(name, value);
}

function positive(text: string | null): number | null {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : null;
}
