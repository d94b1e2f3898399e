import { waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { ListedObject } from '@/shared/api/published';
import { RowBatch } from './RowBatch';

const row = (name: string, version: string) =>
  ({ metadata: { name, namespace: 'shop', cluster: 'prod', resourceVersion: version } }) as ListedObject;

describe('a batch of rows', () => {
  it('delivers the newest of each, once a frame', async () => {
    const deliver = vi.fn<(rows: ListedObject[]) => void>();
    const batch = new RowBatch(deliver);
    batch.add([row('a', '1'), row('b', '1')]);
    batch.add([row('a', '2')]);
    expect(deliver).not.toHaveBeenCalled();
    await waitFor(() => expect(deliver).toHaveBeenCalled());
    expect(deliver.mock.calls).toEqual([[[row('a', '2'), row('b', '1')]]]);
    batch.add([row('c', '1')]);
    await waitFor(() => expect(deliver).toHaveBeenCalledTimes(2));
    expect(deliver.mock.lastCall).toEqual([[row('c', '1')]]);
  });

  it('delivers nothing when it was cleared', async () => {
    const deliver = vi.fn<(rows: ListedObject[]) => void>();
    const batch = new RowBatch(deliver);
    batch.add([row('a', '1')]);
    batch.clear();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(deliver).not.toHaveBeenCalled();
  });
});
