import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { FakeSocket } from '@/testing/FakeSocket';
import { TerminalConnection } from './TerminalConnection';

vi.mock('@/shared/api/client', () => ({ request: vi.fn() }));

const place = { cluster: 'east', namespace: 'default', pod: 'web', container: 'main' };

class Socket extends FakeSocket {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
}

const failure = (status: number, code: number) => new ApiError(status, { code, message: '', details: [] }, null);

const connectionTo = (terminal: string | null) => {
  const listener = { onState: vi.fn(), onBytes: vi.fn(), onRestart: vi.fn(), onTerminal: vi.fn() };
  const connection = new TerminalConnection(place, listener, terminal);
  connection.start(80, 24);
  return { connection, listener };
};

const open = (terminal: string, isNew: boolean) => {
  FakeSocket.last.accept();
  FakeSocket.last.onmessage?.({ data: JSON.stringify({ type: 'opened', terminal, shell: '/bin/sh', isNew }) });
};

const asked = () => vi.mocked(request).mock.calls.map(([, path]) => path);

describe('TerminalConnection', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('WebSocket', Socket);
    vi.mocked(request).mockReset().mockResolvedValue({ ticket: 'a-ticket' });
    FakeSocket.all.length = 0;
    return () => {
      vi.unstubAllGlobals();
      vi.useRealTimers();
    };
  });

  it('comes back to the same terminal after its connection was lost', async () => {
    const { listener } = connectionTo(null);
    await vi.advanceTimersByTimeAsync(0);
    open('first', true);
    FakeSocket.last.drop();
    expect(listener.onState).toHaveBeenLastCalledWith({ kind: 'away' });
    await vi.advanceTimersByTimeAsync(0);
    open('first', false);
    expect(asked()).toEqual(['/api/v1/terminals', '/api/v1/terminals/first/ticket']);
    expect(listener.onRestart).toHaveBeenCalledOnce();
    expect(listener.onState).toHaveBeenLastCalledWith({ kind: 'open', shell: '/bin/sh' });
  });

  it('gives up when the server no longer keeps the terminal, and forgets it', async () => {
    const { listener } = connectionTo(null);
    await vi.advanceTimersByTimeAsync(0);
    open('first', true);
    vi.mocked(request).mockRejectedValue(failure(0, ErrorCode.unavailable));
    FakeSocket.last.drop();
    await vi.advanceTimersByTimeAsync(57_000);
    expect(listener.onState).toHaveBeenLastCalledWith({ kind: 'away' });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(listener.onState).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'ended', reason: 'lost' }));
    expect(listener.onTerminal).toHaveBeenLastCalledWith(null);
    const attempts = asked().length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(asked()).toHaveLength(attempts);
  });

  it('says of a terminal that has gone meanwhile that it has, and the next one is new', async () => {
    vi.mocked(request).mockRejectedValueOnce(failure(404, ErrorCode.notFound));
    const { listener } = connectionTo('of-yesterday');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked()).toEqual(['/api/v1/terminals/of-yesterday/ticket']);
    expect(listener.onState).toHaveBeenLastCalledWith(expect.objectContaining({ kind: 'ended', reason: 'gone' }));
    expect(listener.onTerminal).toHaveBeenLastCalledWith(null);
    expect(FakeSocket.all).toHaveLength(0);

    const again = connectionTo(null);
    await vi.advanceTimersByTimeAsync(0);
    open('second', true);
    expect(asked().at(-1)).toBe('/api/v1/terminals');
    expect(again.listener.onTerminal).toHaveBeenLastCalledWith('second');
    expect(again.listener.onRestart).not.toHaveBeenCalled();
  });
});
