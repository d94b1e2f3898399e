import { describe, expect, it, vi } from 'vitest';
import { createQueryClient } from '@/shared/api/queryClient';
import { FakeServer } from '@/testing/FakeServer';
import { backPath, goOnOrLeave, signInPath } from './leaveForSignIn';
import { sessionQuery, type Session } from './session';

describe('a session that has ended', () => {
  const path = '/apis/ghippo.io/v1alpha1/current-user';
  const endOfSession = async (answer: { status?: number; body: unknown }) => {
    new FakeServer().on('GET', path, () => answer);
    const client = createQueryClient();
    client.setQueryData(sessionQuery.queryKey, { uid: 'ada' } as Session);
    const leave = vi.fn();
    await goOnOrLeave(client, leave);
    return leave;
  };

  it('goes on with another one of the same person', async () =>
    expect(await endOfSession({ body: { uid: 'ada' } })).not.toHaveBeenCalled());

  it('is left where somebody else has signed in', async () =>
    expect(await endOfSession({ body: { uid: 'bo' } })).toHaveBeenCalledOnce());

  it('does not lead to the sign-in while nobody answers', async () =>
    expect(await endOfSession({ status: 503, body: { code: 14, message: 'Away.' } })).not.toHaveBeenCalled());
});

describe('the way back after signing in', () => {
  it('leads to the page that was left', () => {
    const path = signInPath('/clusters/prod/pods?q=cart&state=Running');
    expect(backPath(new URL(path, 'http://x').searchParams.get('back'))).toBe(
      '/clusters/prod/pods?q=cart&state=Running',
    );
  });

  it.each(['/clusters/a%2Fb?x=//y#z', '/%2F%2Fevil.example', '/sign-ins'])('is a path of the console: %s', (back) =>
    expect(backPath(back)).toBe(back),
  );

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    'https:evil.example',
    'https:/evil.example',
    'evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/.//evil.example',
    '/..//evil.example',
    '/clusters/..//evil.example',
    '/%2e//evil.example',
    'data:text/html,x',
    '/sign-in#x',
    'javascript:alert(1)',
    '',
    null,
    '/sign-in?back=/',
  ])('never leads elsewhere: %s', (back) => expect(backPath(back)).toBe('/'));
});
