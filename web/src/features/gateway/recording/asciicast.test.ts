import { describe, expect, it } from 'vitest';
import { readAsciicast } from './asciicast';

describe('a recording', () => {
  it('has its size, its events and its length', () => {
    const text = '{"version":2,"width":100,"height":30}\n[0.5, "o", "hello\\r\\n"]\n[1.25, "r", "80x24"]\n';
    expect(readAsciicast(text)).toEqual({
      columns: 100,
      rows: 30,
      events: [
        { at: 0.5, kind: 'o', data: 'hello\r\n' },
        { at: 1.25, kind: 'r', data: '80x24' },
      ],
      length: 1.25,
    });
  });

  it('is shown as far as it is whole', () => {
    expect(readAsciicast('{"version":2}\n[1, "o", "a"]\n[2, "o", "b').events).toHaveLength(1);
  });
});
