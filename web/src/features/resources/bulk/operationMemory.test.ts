import { act } from '@testing-library/react';
import { waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { objectJsonPath } from '@/shared/api/paths';
import { forgetKeptOperations, keepOperations } from '@/shared/operations/operationMemory';
import { forgetOperations, readOperations, startOperation, type OperationItem } from '@/shared/operations/operations';
import { startBatch } from '@/shared/operations/runBatch';
import { FakeServer } from '@/testing/FakeServer';
import { redoBulk, type BulkMemory } from './redoBulk';

const memory: BulkMemory = { does: 'bulk', verb: 'labels', segment: 'configmaps', changes: { tier: 'web' } };
const item = (name: string, outcome: OperationItem['outcome']): OperationItem => ({
  key: name,
  name,
  namespace: 'shop',
  cluster: 'prod',
  outcome,
});

describe('operations of a tab that is loaded again', () => {
  let stop = () => {};
  beforeEach(() => {
    sessionStorage.clear();
    forgetOperations();
  });
  afterEach(() => {
    stop();
    forgetOperations();
    forgetKeptOperations();
  });
  /** What the browser does when somebody loads the page again. */
  const reload = (username = 'ada') => {
    window.dispatchEvent(new Event('pagehide'));
    stop();
    act(() => forgetOperations());
    stop = keepOperations(username, redoBulk);
  };

  it('are told with what was interrupted, and done again for what is left', async () => {
    const server = new FakeServer();
    for (const name of ['b', 'c'])
      server.on('PATCH', objectJsonPath({ cluster: 'prod', namespace: 'shop', segment: 'configmaps', name }), () => ({
        body: { data: '{}' },
      }));
    stop = keepOperations('ada', redoBulk);
    startOperation('Label 3', [item('a', 'done'), item('b', 'running'), item('c', 'waiting')], memory);
    reload();

    const [told] = readOperations();
    expect(told).toMatchObject({ title: 'Label 3', state: 'failed', isRead: false });
    expect(told?.message).toContain('Interrupted');
    expect(told?.items?.map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'skipped']);
    told?.retry?.();
    await waitFor(() => expect(readOperations()[0]?.state).toBe('done'));
    expect(server.calls.map(({ path, body }) => [path.split('/').at(-2), body])).toEqual(
      ['b', 'c'].map((name) => [name, { data: { metadata: { labels: { tier: 'web' } } } }]),
    );
  });

  it('keep what they came to, and nothing to do again where all was done', async () => {
    stop = keepOperations('ada', redoBulk);
    startBatch({ title: 'Read 1', targets: [item('a', 'waiting')], memory, act: () => Promise.resolve(undefined) });
    await waitFor(() => expect(readOperations()[0]?.state).toBe('done'));
    reload();
    expect(readOperations()).toMatchObject([{ title: 'Read 1', state: 'done', isRead: true }]);
    expect(readOperations()[0]?.retry).toBeUndefined();
  });

  it('are nobody else’s', () => {
    stop = keepOperations('ada', redoBulk);
    startOperation('Label 3', [item('a', 'running')], memory);
    reload('bob');
    expect(readOperations()).toEqual([]);
    expect(sessionStorage.length).toBe(0);
  });

  it('end with the session', () => {
    stop = keepOperations('ada', redoBulk);
    startOperation('Label 3');
    window.dispatchEvent(new Event('pagehide'));
    expect(sessionStorage.length).toBe(1);
    forgetKeptOperations();
    expect(sessionStorage.length).toBe(0);
  });
});
