import { describe, expect, it } from 'vitest';
import { drawnRows, rowsInView } from './rowWindow';

describe('the window on rows', () => {
  it('begins with the first rows', () => {
    expect(rowsInView(0, 800, 40, 1_000)).toEqual({ first: 0, last: 36 });
  });

  it('has what is on the screen, wherever that is', () => {
    for (let scrolled = 0; scrolled <= 1_000 * 40 - 800; scrolled += 137) {
      const { first, last } = rowsInView(scrolled, 800, 40, 1_000);
      expect(first).toBeLessThanOrEqual(Math.floor(scrolled / 40));
      expect(last).toBeGreaterThanOrEqual(Math.min(1_000, Math.ceil((scrolled + 800) / 40)));
      expect(last - first).toBeLessThan(60);
    }
  });

  it('stays within the list when it has become shorter than what was scrolled', () => {
    expect(rowsInView(40_000, 800, 40, 150)).toEqual({ first: 149, last: 150 });
  });

  it('says how many rows are left out between those that are drawn', () => {
    expect(drawnRows({ first: 2, last: 4 }, -1, 10)).toEqual({
      rows: [
        { index: 2, skipped: 2 },
        { index: 3, skipped: 0 },
      ],
      after: 6,
    });
  });

  it('keeps the row that has the focus, above and below', () => {
    expect(drawnRows({ first: 5, last: 6 }, 1, 10)).toEqual({
      rows: [
        { index: 1, skipped: 1 },
        { index: 5, skipped: 3 },
      ],
      after: 4,
    });
    expect(drawnRows({ first: 5, last: 6 }, 8, 10)).toEqual({
      rows: [
        { index: 5, skipped: 5 },
        { index: 8, skipped: 2 },
      ],
      after: 1,
    });
    expect(drawnRows({ first: 5, last: 6 }, 5, 10).rows).toHaveLength(1);
  });
});
