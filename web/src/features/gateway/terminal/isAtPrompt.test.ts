import { describe, expect, it } from 'vitest';
import { isAtPrompt } from './isAtPrompt';

describe('whether a shell waits', () => {
  it.each(['/ # ', 'root@web-1:/# ', 'sh-5.1$ ', 'user@host ~ % ', '❯ '])('is seen by its prompt: %s', (line) => {
    expect(isAtPrompt(line, false)).toBe(true);
  });

  it.each(['Copying 12 of 400', '', '/ # sleep 100'])('is not taken for granted: "%s"', (line) => {
    expect(isAtPrompt(line, false)).toBe(false);
  });

  it('is not so while a program fills the screen', () => {
    expect(isAtPrompt('/ # ', true)).toBe(false);
  });
});
