import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { ApiError } from './ApiError';
import { get, queryString, request, whenSignedOut } from './client';
import { csrfToken } from './csrf';

describe('the API client', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
    document.cookie = 'kpanda-csrf=; max-age=0';
  });

  it('repeats lists and leaves out what is empty', () => {
    expect(queryString({ phase: ['Running', 'Failed'], name: '', page: 2, cluster: undefined })).toBe(
      '?phase=Running&phase=Failed&page=2',
    );
  });

  it('asks in the language of the page', async () => {
    server.on('GET', '/x', () => ({}));
    await get('/x');
    expect(server.calls[0]?.headers.get('Accept-Language')).toBe('en');
  });

  it('sends the second key with every write and with no read', async () => {
    document.cookie = 'kpanda-csrf=k3y';
    server.on('GET', '/x', () => ({})).on('POST', '/x', () => ({}));
    await get('/x');
    await request('POST', '/x', { body: {} });
    expect(server.calls.map(({ headers }) => headers.get('X-Kpanda-CSRF'))).toEqual([null, 'k3y']);
  });

  it('prefers no cookie whose name only ends like ours', () => {
    expect(csrfToken('other-kpanda-csrf=no; __Host-kpanda-csrf=yes')).toBe('yes');
  });

  it('makes an error that names field and request', async () => {
    const details = [{ reason: 'cluster.name', field: 'name', requestId: 'r1' }];
    server.on('POST', '/x', () => ({ status: 400, body: { code: 3, message: 'Bad name.', details } }));
    const error: unknown = await request('POST', '/x', { body: {} }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ message: 'Bad name.', status: 400, code: 3, field: 'name', requestId: 'r1' });
  });

  it('understands an answer that is not ours', async () => {
    server.on('GET', '/x', () => ({ status: 502, body: 'bad gateway' }));
    await expect(get('/x')).rejects.toMatchObject({ status: 502, isUnreachable: true });
  });

  it('says when the session is over, but not for a wrong password', async () => {
    const left = vi.fn();
    whenSignedOut(left);
    const refused = () => ({ status: 401, body: { code: 16, message: 'no' } });
    server.on('POST', '/auth/login', refused).on('GET', '/x', refused);
    await request('POST', '/auth/login', { body: {} }).catch(() => {});
    expect(left).not.toHaveBeenCalled();
    await get('/x').catch(() => {});
    expect(left).toHaveBeenCalledOnce();
  });
});
