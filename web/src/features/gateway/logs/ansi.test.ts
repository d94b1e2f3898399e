import { describe, expect, it } from 'vitest';
import { plainText, segmentsOf } from './ansi';

describe('colours in a line', () => {
  it('are looks of its parts', () =>
    expect(segmentsOf('a \u001b[1;31mred\u001b[0m b')).toEqual([
      { text: 'a ', look: '' },
      { text: 'red', look: 'kp-ansi--red kp-ansi--bold' },
      { text: ' b', look: '' },
    ]));

  it('of 256 and of all are known or plain', () =>
    expect(segmentsOf('\u001b[38;5;2mgreen\u001b[38;2;1;2;3mother\u001b[48;5;1mback')).toEqual([
      { text: 'green', look: 'kp-ansi--green' },
      { text: 'other', look: '' },
      { text: 'back', look: '' },
    ]));

  it.each([
    ['titles', '\u001b]0;evil title\u0007after', 'after'],
    ['titles with the other end', '\u001b]2;evil\u001b\\after', 'after'],
    ['links', '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
    ['moves and deletions', 'a\u001b[2J\u001b[1;1Hb\u001b[Kc', 'abc'],
    ['a device command', '\u001bPq#0evil\u001b\\x', 'x'],
    ['what never ends', 'a\u001b]0;evil', 'a'],
    ['control characters', 'a\bb\rc\u0000d\u009be', 'abcde'],
    ['a lone escape', 'a\u001b', 'a'],
  ])('leave nothing else of an escape: %s', (_name, raw, plain) => {
    expect(plainText(raw)).toBe(plain);
    expect(
      segmentsOf(raw)
        .map(({ text }) => text)
        .join(''),
    ).toBe(plain);
  });

  it('keep tabs and text of all scripts', () => expect(plainText('a\tGrüße 你好 🙂')).toBe('a\tGrüße 你好 🙂'));
});
