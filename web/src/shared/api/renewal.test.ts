import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { get, request, whenSignedOut } from './client';

describe('a session that is renewed', () => {
  const signedOut = vi.fn();
  let isRenewed: boolean;
  let server: FakeServer;
  let renew: () => void;

  beforeEach(() => {
    signedOut.mockReset();
    whenSignedOut(signedOut);
    isRenewed = false;
    const renewed = new Promise<void>((done) => {
      renew = done;
    });
    server = new FakeServer()
      .on('PUT', '/renew', () => {
        isRenewed = true;
        return {};
      })
      .on('GET', '/read', () =>
        isRenewed ? { body: { name: 'ada' } } : { status: 401, body: { code: 16, message: 'The session has ended.' } },
      )
      .hold('/renew', () => renewed);
  });

  it('signs nobody out whose request met its end', async () => {
    const renewing = request('PUT', '/renew', { renewsSession: true });
    const reading = get<{ name: string }>('/read');
    await vi.waitFor(() => expect(server.to('/read')).toHaveLength(1));
    renew();
    await renewing;
    expect(await reading).toEqual({ name: 'ada' });
    expect(signedOut).not.toHaveBeenCalled();
  });

  it('is over where it is not renewed', async () => {
    server.on('PUT', '/renew', () => ({ status: 401, body: { code: 16, message: 'The session has ended.' } }));
    const renewing = request('PUT', '/renew', { renewsSession: true });
    const reading = get('/read');
    renew();
    await expect(renewing).rejects.toThrow('The session has ended.');
    await expect(reading).rejects.toThrow('The session has ended.');
    expect(signedOut).toHaveBeenCalled();
  });
});
