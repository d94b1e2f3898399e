import { describe, expect, it } from 'vitest';
import { parseFilter, textFinder } from './matcher';

const matches = (filter: string, line: string) => {
  const parsed = parseFilter(filter);
  return parsed === null ? null : parsed === 'error' ? 'error' : parsed.matches(line);
};

describe('a filter', () => {
  it.each<[string, string, boolean | null | 'error']>([
    ['', 'anything', null],
    ['error', 'An ERROR came', true],
    ['error', 'fine', false],
    ['get 503', 'GET /x 503', true],
    ['get 503', 'GET /x 200', false],
    ['-healthz', 'GET /healthz', false],
    ['-healthz', 'GET /cart', true],
    ['get -healthz', 'POST /cart', false],
    ['"upstream timed out"', 'error: upstream timed out', true],
    ['"upstream timed out"', 'timed out upstream', false],
    ['/status=5\\d\\d/', 'status=503', true],
    ['/status=5\\d\\d/', 'status=200', false],
    ['-/5\\d\\d/', 'status=503', false],
    ['/(/', 'x', 'error'],
    ['a.c', 'abc', false],
    ['你好', '说 你好', true],
  ])('%s on "%s"', (filter, line, expected) => expect(matches(filter, line)).toBe(expected));

  it('says what to highlight', () => {
    const parsed = parseFilter('ab -x');
    expect(parsed && parsed !== 'error' && parsed.find('ab cab')).toEqual([
      [0, 2],
      [4, 6],
    ]);
  });

  it('does not stand still at an expression that matches nothing', () => expect(matches('/x*/', 'aaa')).toBe(true));
});

describe('a search', () => {
  it('finds all places, whatever the case', () => expect(textFinder('A+')?.('a+ b A+')).toHaveLength(2));
  it('of nothing finds nothing', () => expect(textFinder('')).toBeNull());
});
