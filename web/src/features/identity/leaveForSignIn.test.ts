import { describe, expect, it } from 'vitest';
import { backPath, signInPath } from './leaveForSignIn';

describe('the way back after signing in', () => {
  it('leads to the page that was left', () => {
    const path = signInPath('/clusters/prod/pods?q=cart&state=Running');
    expect(backPath(new URL(path, 'http://x').searchParams.get('back'))).toBe(
      '/clusters/prod/pods?q=cart&state=Running',
    );
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '',
    null,
    '/sign-in?back=/',
  ])('never leads elsewhere: %s', (back) => expect(backPath(back)).toBe('/'));
});
