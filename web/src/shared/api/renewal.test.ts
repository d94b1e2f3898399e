import { waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { get, request, whenSignedOut } from './client';

describe('a session that is renewed', () => {
  const signedOut = vi.fn();
  const theEnd = { status: 401, body: { code: 16, message: 'The session has ended.' } };
  const csrf = (value: string) => {
    document.cookie = `kpanda-csrf=${value}`;
  };
  let isRenewed: boolean;
  let server: FakeServer;
  let renew: () => void;
  let answerReading: () => void;

  beforeEach(() => {
    signedOut.mockReset();
    whenSignedOut(signedOut);
    csrf('old');
    isRenewed = false;
    const renewed = new Promise<void>((done) => {
      renew = done;
    });
    const readingAnswered = new Promise<void>((done) => {
      answerReading = done;
    });
    server = new FakeServer()
      .on('PUT', '/renew', () => {
        isRenewed = true;
        csrf('new');
        return {};
      })
      .on('GET', '/read', () => (isRenewed ? { body: { name: 'ada' } } : theEnd))
      .on('GET', '/late', () => theEnd)
      .hold('/renew', () => renewed)
      .hold('/late', () => readingAnswered);
  });

  it('signs nobody out whose request met its end', async () => {
    const renewing = request('PUT', '/renew', { renewsSession: true });
    const reading = get<{ name: string }>('/read');
    await waitFor(() => expect(server.to('/read')).toHaveLength(1));
    renew();
    await renewing;
    expect(await reading).toEqual({ name: 'ada' });
    expect(signedOut).not.toHaveBeenCalled();
  });

  it('signs nobody out who renewed it in another tab', async () => {
    let refusals = 0;
    server.on('GET', '/late', () => (refusals++ === 0 ? theEnd : { body: { name: 'ada' } }));
    const reading = get<{ name: string }>('/late');
    // The cookie is the browser's: this is all that another tab leaves to see.
    csrf('new');
    answerReading();
    expect(await reading).toEqual({ name: 'ada' });
    expect(signedOut).not.toHaveBeenCalled();
  });

  it('is over where it is not renewed', async () => {
    server.on('PUT', '/renew', () => theEnd);
    const renewing = request('PUT', '/renew', { renewsSession: true });
    const reading = get('/read');
    renew();
    await expect(renewing).rejects.toThrow('The session has ended.');
    await expect(reading).rejects.toThrow('The session has ended.');
    expect(signedOut).toHaveBeenCalled();
  });

  it('is over where another tab has signed out', async () => {
    const reading = get('/late');
    document.cookie = 'kpanda-csrf=; max-age=0';
    answerReading();
    await expect(reading).rejects.toThrow('The session has ended.');
    expect(server.to('/late')).toHaveLength(1);
    expect(signedOut).toHaveBeenCalledOnce();
  });
});
