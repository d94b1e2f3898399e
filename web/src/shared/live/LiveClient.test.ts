import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket } from '@/testing/FakeSocket';
import { LiveClient } from './LiveClient';
import type { LiveListener } from './messages';

const listener = (): LiveListener => ({
  onSubscribed: vi.fn(),
  onUpsert: vi.fn(),
  onRemove: vi.fn(),
  onChanged: vi.fn(),
  onResync: vi.fn(),
  onError: vi.fn(),
});

describe('LiveClient', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.all.length = 0;
    return () => vi.useRealTimers();
  });

  it('opens one socket for all subscriptions of the tab', () => {
    const client = new LiveClient(FakeSocket.open);
    client.subscribe('/pods', ['a'], listener());
    client.subscribe('/nodes', [], listener());
    FakeSocket.last.accept();
    expect(FakeSocket.all).toHaveLength(1);
    expect(FakeSocket.last.sent).toEqual([
      { type: 'subscribe', id: '1', path: '/pods', keys: ['a'] },
      { type: 'subscribe', id: '2', path: '/nodes', keys: [] },
    ]);
  });

  it('delivers messages to the subscription that they name', () => {
    const client = new LiveClient(FakeSocket.open);
    const [pods, nodes] = [listener(), listener()];
    client.subscribe('/pods', [], pods);
    client.subscribe('/nodes', [], nodes);
    FakeSocket.last.accept();
    FakeSocket.last.say({ type: 'remove', id: '2', keys: ['c//n'] });
    expect(nodes.onRemove).toHaveBeenCalledWith(['c//n']);
    expect(pods.onRemove).not.toHaveBeenCalled();
  });

  it('says which rows are visible only when they change', () => {
    const client = new LiveClient(FakeSocket.open);
    const subscription = client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    subscription.visible(['a', 'b'], ['1', '2']);
    subscription.visible(['a', 'b'], ['1', '3']);
    expect(FakeSocket.last.sent.filter(({ type }) => type === 'visible')).toEqual([
      { type: 'visible', id: '1', keys: ['a', 'b'], versions: ['1', '2'] },
    ]);
  });

  it('comes back after a break and subscribes again with the newest rows', () => {
    const client = new LiveClient(FakeSocket.open);
    client.subscribe('/pods', [], listener()).visible(['a'], ['1']);
    FakeSocket.last.accept();
    FakeSocket.last.drop();
    expect(client.state).toBe('waiting');
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.last.sent).toEqual([{ type: 'subscribe', id: '1', path: '/pods', keys: ['a'] }]);
  });

  it('waits longer after each failure, and never more than 15 seconds', () => {
    const client = new LiveClient(FakeSocket.open);
    client.subscribe('/pods', [], listener());
    for (let failure = 0; failure < 10; failure++) {
      FakeSocket.last.drop();
      vi.advanceTimersByTime(15_000);
      expect(FakeSocket.all).toHaveLength(failure + 2);
    }
    FakeSocket.last.drop();
    vi.advanceTimersByTime(7_000);
    expect(FakeSocket.all).toHaveLength(11);
  });

  it('gives up a socket that has been silent for too long', () => {
    const client = new LiveClient(FakeSocket.open);
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    vi.advanceTimersByTime(39_000);
    FakeSocket.last.say({ type: 'pong' });
    vi.advanceTimersByTime(39_000);
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(2_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('does not come back when the session has ended', () => {
    const ended = vi.fn();
    const client = new LiveClient(FakeSocket.open, ended);
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    FakeSocket.last.drop(4401);
    vi.advanceTimersByTime(60_000);
    expect(ended).toHaveBeenCalledOnce();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('reconnects by itself when the server restarts', () => {
    const client = new LiveClient(FakeSocket.open);
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    FakeSocket.last.say({ type: 'bye', reason: 'restart' });
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });
});
