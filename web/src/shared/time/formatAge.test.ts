import { describe, expect, it } from 'vitest';
import { formatAge } from './formatAge';
import { parseTimestamp } from './timestamp';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

describe('formatAge', () => {
  it.each([
    [0, '0s'],
    [-5 * second, '0s'],
    [119 * second, '119s'],
    [2 * minute, '2m'],
    [4 * minute + 9 * second, '4m9s'],
    [59 * minute, '59m'],
    [3 * hour + 5 * minute, '3h5m'],
    [30 * hour, '30h'],
    [3 * day + 2 * hour, '3d2h'],
    [400 * day, '400d'],
  ])('%d ms is %s', (age, text) => expect(formatAge(age)).toBe(text));
});

describe('parseTimestamp', () => {
  it('reads milliseconds, seconds and RFC 3339', () => {
    const expected = Date.UTC(2026, 0, 2, 3, 4, 5);
    expect(parseTimestamp(String(expected))).toBe(expected);
    expect(parseTimestamp(String(expected / 1_000))).toBe(expected);
    expect(parseTimestamp('2026-01-02T03:04:05Z')).toBe(expected);
  });

  it('knows when there is none', () => {
    for (const none of [undefined, null, '', '0', 'soon']) expect(parseTimestamp(none)).toBeNull();
  });
});
