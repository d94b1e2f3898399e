import { describe, expect, it } from 'vitest';
import { backPath, signInPath } from './leaveForSignIn';

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
