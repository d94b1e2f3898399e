import { describe, expect, it } from 'vitest';
import { listQuery, readListState, withoutFilters, writeListState } from './listState';

describe('the state of a list in the URL', () => {
  it('is empty for the defaults', () => {
    expect(writeListState(new URLSearchParams(), {}).toString()).toBe('');
  });

  it('survives a round trip', () => {
    const change = {
      name: 'cart',
      states: ['Running', 'Not_Ready'],
      clusters: ['prod'],
      namespaces: ['shop'],
      labels: 'app=cart,tier in (web, api)',
      sortBy: 'created_at' as const,
      descending: true,
      page: 3,
    };
    expect(readListState(writeListState(new URLSearchParams(), change))).toMatchObject(change);
  });

  it('goes back to the first page when a filter changes', () => {
    const parameters = new URLSearchParams('page=7&q=a');
    expect(readListState(writeListState(parameters, { name: 'b' })).page).toBe(1);
  });

  it('leaves what belongs to others', () => {
    const parameters = new URLSearchParams('action=import&q=a');
    expect(writeListState(parameters, withoutFilters).toString()).toBe('action=import');
  });

  it('does not believe nonsense', () => {
    const state = readListState(new URLSearchParams('page=-1&size=10000000&sort=password:desc'));
    expect(state).toMatchObject({ page: 1, pageSize: 1_000, sortBy: 'field_name' });
  });

  it('sorts by a field that the server indexes', () => {
    const sorts = ['spec.nodeName', 'cells.Ready: now'];
    const read = (sort: string) => readListState(new URLSearchParams({ sort }), 50, undefined, sorts);
    const state = read('spec.nodeName:desc');
    expect(listQuery(state)).toMatchObject({ sortBy: 'spec.nodeName', sortDir: 'desc' });
    expect(listQuery(read('cells.Ready: now:asc'))).toMatchObject({ sortBy: 'cells.Ready: now', sortDir: 'asc' });
    expect(listQuery(read('cells.Ready: now'))).toMatchObject({ sortBy: 'cells.Ready: now', sortDir: 'asc' });
    expect(read('restarts:desc').sortBy).toBe('field_name');
  });

  it('always says the direction, because the published default is downwards', () => {
    expect(listQuery(readListState(new URLSearchParams()))).toMatchObject({ sortBy: 'field_name', sortDir: 'asc' });
  });

  it('begins in the order of the list itself, and leaves it out of the address', () => {
    const newest = { sortBy: 'created_at', descending: true } as const;
    const state = readListState(new URLSearchParams(), 50, newest);
    expect(state).toMatchObject({ sortBy: 'created_at', descending: true });
    expect(readListState(new URLSearchParams('sort=field_name:asc'), 50, newest)).toMatchObject({
      sortBy: 'field_name',
      descending: false,
    });
    const byName = writeListState(new URLSearchParams(), { sortBy: 'field_name', descending: false }, newest);
    expect(byName.get('sort')).toBe('field_name:asc');
    expect(writeListState(byName, newest, newest).get('sort')).toBeNull();
  });
});
