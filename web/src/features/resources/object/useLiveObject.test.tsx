import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import type { ListedObject } from '@/shared/api/published';
import { useLiveObject } from './useLiveObject';

const path = '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces/shop/pods/cart-1';
const pod = (version: string, label: string) =>
  ({
    metadata: {
      name: 'cart-1',
      namespace: 'shop',
      cluster: 'prod',
      uid: 'u',
      resourceVersion: version,
      labels: { label },
    },
  }) as unknown as ListedObject;

function Shown() {
  const { data, error, isGone } = useLiveObject({
    cluster: 'prod',
    namespace: 'shop',
    segment: 'pods',
    name: 'cart-1',
  });
  return (
    <>
      <p>{data ? `shows ${String(data.metadata.labels?.label)}` : 'shows nothing'}</p>
      {error && <p>{error.message}</p>}
      {isGone && <p>gone</p>}
    </>
  );
}

describe('an open object', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
    return () => vi.useRealTimers();
  });

  const open = async () => {
    renderPage(<Shown />);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    await screen.findByText('shows first');
  };

  it('shows each change, and that it is gone', async () => {
    server.on('GET', path, () => ({ body: pod('1', 'first') }));
    await open();
    act(() => FakeSocket.last.say({ type: 'upsert', id: '1', items: [pod('2', 'second')] }));
    expect(await screen.findByText('shows second')).toBeInTheDocument();
    act(() => FakeSocket.last.say({ type: 'remove', id: '1', keys: ['prod/shop/cart-1'] }));
    expect(await screen.findByText('gone')).toBeInTheDocument();
  });

  it('is not read again for a new state, which was told', async () => {
    server.on('GET', path, () => ({ body: pod('1', 'first') }));
    await open();
    const reads = server.to(path).length;
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 0, removed: 0, modified: 0, moved: 1, total: 1 }));
    act(() => FakeSocket.last.say({ type: 'upsert', id: '1', items: [pod('2', 'second')] }));
    await screen.findByText('shows second');
    expect(server.to(path)).toHaveLength(reads);
  });

  it('does not go back to an older answer that comes late', async () => {
    server.on('GET', path, () => ({ body: pod('1', 'first') }));
    await open();
    act(() => FakeSocket.last.say({ type: 'upsert', id: '1', items: [pod('5', 'fifth')] }));
    await screen.findByText('shows fifth');
    const reads = server.to(path).length;
    act(() => FakeSocket.last.say({ type: 'resync', id: '1' }));
    await waitFor(() => expect(server.to(path).length).toBeGreaterThan(reads));
    expect(screen.getByText('shows fifth')).toBeInTheDocument();
  });

  it('shows nothing any more when the right to it is lost, and follows it again when it is back', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let isAllowed = true;
    server.on('GET', path, () =>
      isAllowed ? { body: pod('1', 'first') } : { status: 403, body: { code: 7, message: 'You may not.' } },
    );
    await open();
    isAllowed = false;
    act(() => FakeSocket.last.say({ type: 'error', id: '1', error: { code: 7, message: 'You may not.' } }));
    expect(await screen.findByText('You may not.')).toBeInTheDocument();
    expect(screen.getByText('shows nothing')).toBeInTheDocument();

    isAllowed = true;
    await act(() => vi.advanceTimersByTimeAsync(10_500));
    expect(await screen.findByText('shows first')).toBeInTheDocument();
    await waitFor(() => expect(FakeSocket.last.sent.at(-1)).toMatchObject({ type: 'subscribe', id: '2', path }));
  });
});
