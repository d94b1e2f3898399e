import { describe, expect, it } from 'vitest';
import { dayOf, endOf, week } from './expiry';

const now = new Date(2026, 0, 5, 12, 0, 0).getTime();

describe('how long a token is good', () => {
  it('is seven days, the end of a day in the time zone of the person, or no end', () => {
    expect(endOf(week, now)?.getTime()).toBe(now + 7 * 24 * 3600 * 1000);
    expect(endOf({ kind: 'date', date: '2026-01-05' }, now)).toEqual(new Date(2026, 0, 5, 23, 59, 59));
    expect(endOf({ kind: 'never', date: '' }, now)).toBeUndefined();
  });

  it('is nothing where the day is missing or over', () => {
    expect(endOf({ kind: 'date', date: '' }, now)).toBeNull();
    expect(endOf({ kind: 'date', date: '2026-01-04' }, now)).toBeNull();
  });

  it('tells days as fields for dates take them', () => expect(dayOf(now)).toBe('2026-01-05'));
});
