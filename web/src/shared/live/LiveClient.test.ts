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
  const clients: LiveClient[] = [];
  const makeClient = (onSessionEnded?: () => void) => {
    const client = new LiveClient(FakeSocket.open, onSessionEnded);
    clients.push(client);
    return client;
  };
  const look = (state: DocumentVisibilityState) => {
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(state);
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const pings = () => FakeSocket.last.sent.filter(({ type }) => type === 'ping').length;

  beforeEach(() => {
    vi.useFakeTimers();
    FakeSocket.all.length = 0;
    return () => {
      for (const client of clients.splice(0)) client.disconnect();
      vi.restoreAllMocks();
      vi.useRealTimers();
    };
  });

  it('opens one socket for all subscriptions of the tab', () => {
    const client = makeClient();
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
    const client = makeClient();
    const [pods, nodes] = [listener(), listener()];
    client.subscribe('/pods', [], pods);
    client.subscribe('/nodes', [], nodes);
    FakeSocket.last.accept();
    FakeSocket.last.say({ type: 'remove', id: '2', keys: ['c//n'] });
    expect(nodes.onRemove).toHaveBeenCalledWith(['c//n']);
    expect(pods.onRemove).not.toHaveBeenCalled();
  });

  it('says which rows are visible only when they change', () => {
    const client = makeClient();
    const subscription = client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    subscription.visible(['a', 'b'], ['1', '2']);
    subscription.visible(['a', 'b'], ['1', '3']);
    expect(FakeSocket.last.sent.filter(({ type }) => type === 'visible')).toEqual([
      { type: 'visible', id: '1', keys: ['a', 'b'], versions: ['1', '2'] },
    ]);
  });

  it('comes back after a break and subscribes again with the newest rows', () => {
    const client = makeClient();
    client.subscribe('/pods', [], listener()).visible(['a'], ['1']);
    FakeSocket.last.accept();
    FakeSocket.last.drop();
    expect(client.state).toBe('waiting');
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.last.sent).toEqual([{ type: 'subscribe', id: '1', path: '/pods', keys: ['a'], versions: ['1'] }]);
  });

  it('waits longer after each failure, and never more than 15 seconds', () => {
    const client = makeClient();
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

  it('gives up a socket in the background that has been silent for too long', () => {
    look('hidden');
    makeClient().subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    vi.advanceTimersByTime(39_000);
    FakeSocket.last.say({ type: 'pong' });
    vi.advanceTimersByTime(39_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(pings()).toBe(0);
    vi.advanceTimersByTime(2_000);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('pings while somebody looks, and gives up a socket that does not answer', () => {
    makeClient().subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    vi.advanceTimersByTime(10_000);
    expect(pings()).toBe(1);
    FakeSocket.last.say({ type: 'pong' });
    vi.advanceTimersByTime(9_000);
    expect(pings()).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(pings()).toBe(2);
    vi.advanceTimersByTime(3_500);
    expect(FakeSocket.all).toHaveLength(1);
    vi.advanceTimersByTime(1_500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('asks at once whether the other end is there when the page comes to the front', () => {
    look('hidden');
    makeClient().subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    look('visible');
    expect(pings()).toBe(1);
    vi.advanceTimersByTime(4_500);
    expect(FakeSocket.all).toHaveLength(2);
  });

  it('asks at once whether the other end is there when the network is back', () => {
    makeClient().subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    window.dispatchEvent(new Event('online'));
    expect(pings()).toBe(1);
  });

  it('does not wait for its turn to come back when the network is back or the page in front', () => {
    makeClient().subscribe('/pods', [], listener());
    for (let failure = 0; failure < 8; failure++) {
      FakeSocket.last.drop();
      vi.advanceTimersByTime(15_000);
    }
    FakeSocket.last.drop();
    const sockets = FakeSocket.all.length;
    window.dispatchEvent(new Event('online'));
    expect(FakeSocket.all).toHaveLength(sockets + 1);
    FakeSocket.last.drop();
    look('hidden');
    expect(FakeSocket.all).toHaveLength(sockets + 1);
    look('visible');
    expect(FakeSocket.all).toHaveLength(sockets + 2);
  });

  it('comes back by chance between half of the pause and all of it', () => {
    for (const [chance, delay] of [
      [0, 250],
      [1, 500],
    ] as const) {
      FakeSocket.all.length = 0;
      vi.spyOn(Math, 'random').mockReturnValue(chance);
      makeClient().subscribe('/pods', [], listener());
      FakeSocket.last.drop();
      vi.advanceTimersByTime(delay - 1);
      expect(FakeSocket.all).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(FakeSocket.all).toHaveLength(2);
    }
  });

  it('stays true through an hour of sleep, lost networks and restarts', () => {
    const heard = listener();
    makeClient().subscribe('/pods', [], heard).visible(['a'], ['1']);
    let subscriptions = 0;
    for (let minute = 0; minute < 60; minute++) {
      if (FakeSocket.last.readyState === WebSocket.CONNECTING) {
        FakeSocket.last.accept();
        FakeSocket.last.say({ type: 'subscribed', id: '1' });
        subscriptions++;
        expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'subscribe', path: '/pods', keys: ['a'] });
      }
      if (minute % 7 === 3) FakeSocket.last.drop();
      else if (minute % 7 === 5) FakeSocket.last.say({ type: 'bye', reason: 'restart' });
      else if (minute % 7 === 6)
        vi.advanceTimersByTime(14_500); // nobody answers: the socket is half open
      else FakeSocket.last.say({ type: 'pong' });
      vi.advanceTimersByTime(700);
      window.dispatchEvent(new Event('online'));
    }
    expect(heard.onSubscribed).toHaveBeenCalledTimes(subscriptions);
    expect(subscriptions).toBeGreaterThan(20);
  });

  it('listens for nothing when there is nothing to follow', () => {
    const client = makeClient();
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    client.disconnect();
    window.dispatchEvent(new Event('online'));
    document.dispatchEvent(new Event('visibilitychange'));
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    expect(client.state).toBe('idle');
  });

  it('does not come back when the session has ended', () => {
    const ended = vi.fn(() => client.disconnect());
    const client = makeClient(ended);
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    FakeSocket.last.drop(4401);
    vi.advanceTimersByTime(60_000);
    expect(ended).toHaveBeenCalledOnce();
    expect(FakeSocket.all).toHaveLength(1);
  });

  it('comes back when another session has taken the place of the one that ended', () => {
    const ended = vi.fn();
    makeClient(ended).subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    FakeSocket.last.drop(4401);
    vi.advanceTimersByTime(500);
    FakeSocket.last.accept();
    expect(ended).toHaveBeenCalledOnce();
    expect(FakeSocket.last.sent.map(({ path }) => path)).toEqual(['/pods']);
  });

  it('reconnects by itself when the server restarts', () => {
    const client = makeClient();
    client.subscribe('/pods', [], listener());
    FakeSocket.last.accept();
    FakeSocket.last.say({ type: 'bye', reason: 'restart' });
    vi.advanceTimersByTime(500);
    expect(FakeSocket.all).toHaveLength(2);
  });
});
