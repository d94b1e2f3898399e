import { describe, expect, it } from 'vitest';
import { LogStore, type ToldLine } from './LogStore';
import { parseFilter, textFinder } from './matcher';
import { RowLayout, shortLength, widthOf } from './RowLayout';

const lines = (from: number, count: number, text = 'x'): ToldLine[] =>
  Array.from({ length: count }, (_, at) => [1, `t${from + at}`, `${text} ${from + at}`, 0]);

describe('the lines that a page keeps', () => {
  it('are bounded: the oldest go, and what was found in them', () => {
    const store = new LogStore();
    store.setFinder(textFinder('999'));
    for (let from = 0; from < 220_000; from += 10_000) store.append(lines(from, 10_000));
    expect(store.count).toBeLessThanOrEqual(110_000);
    expect(store.shown.at(-1)?.text).toBe('x 219999');
    expect(store.found.length).toBeGreaterThan(100);
    expect(store.found[0]).toBeGreaterThanOrEqual(store.shown[0]?.number ?? 0);
  });

  it('are bounded in their length, too', () => {
    const store = new LogStore();
    for (let at = 0; at < 100; at++) store.append([[1, 't', 'y'.repeat(1_000_000), 0]]);
    expect(store.shown.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(50_000_000);
  });

  it('put the parts of a long line together, for each container', () => {
    const store = new LogStore();
    store.append([
      [1, 'a', 'begin ', 2],
      [2, 'b', 'other', 0],
      [1, 'a', 'middle ', 3],
    ]);
    store.append([[1, 'a', 'end', 1]]);
    expect(store.shown.map(({ text }) => text)).toEqual(['other', 'begin middle end']);
  });

  it('keep no more than 8 MiB of a line that does not end', () => {
    const store = new LogStore();
    for (let part = 0; part < 2_000; part++) store.append([[1, 'a', 'z'.repeat(16_384), part ? 3 : 2]]);
    store.append([[1, 'a', 'end', 1]]);
    expect(store.shown[0]?.text.length).toBeLessThanOrEqual(8 * 1024 * 1024);
    expect(store.shown[0]?.isCut).toBe(true);
  });

  it('are filtered, without their colours', () => {
    const store = new LogStore();
    store.append([
      [1, 'a', 'all \u001b[31mer\u001b[0mror', 0],
      [1, 'b', 'fine', 0],
    ]);
    const filter = parseFilter('error');
    store.setFilter(filter === 'error' ? null : filter);
    expect(store.shown.map(({ text }) => text)).toEqual(['all error']);
  });
});

describe('where lines stand', () => {
  const none = () => '';

  it('is one row each, or as many as they are broken into', () => {
    const store = new LogStore();
    const layout = new RowLayout();
    store.append([
      [1, 'a', 'x'.repeat(25), 0],
      [1, 'b', '你好', 0],
      [1, 'c', '', 0],
    ]);
    layout.update(store, 10, none);
    expect([0, 1, 2].map((index) => layout.topOf(index))).toEqual([0, 3, 4]);
    expect([0, 2, 3, 4, 9].map((row) => layout.indexAt(row))).toEqual([0, 0, 1, 2, 2]);
    layout.update(store, 0, none);
    expect(layout.rows).toBe(3);
  });

  it('stays right while the oldest go', () => {
    const store = new LogStore();
    const layout = new RowLayout();
    for (let from = 0; from < 150_000; from += 10_000) {
      store.append(lines(from, 10_000));
      layout.update(store, 0, none);
      expect(layout.rows).toBe(store.shown.length);
      expect(store.shown[layout.indexAt(layout.rows - 1)]?.text).toBe(`x ${from + 9_999}`);
    }
  });

  it('counts only what is drawn of a long line, and more when it is asked for', () => {
    const store = new LogStore();
    const layout = new RowLayout();
    store.append([[1, 'a', 'x'.repeat(5_000_000), 0]]);
    layout.update(store, 100, none);
    expect(layout.rows).toBe(shortLength / 100 + 1);
    const line = store.shown[0];
    if (line) layout.open(line);
    layout.update(store, 100, none);
    expect(layout.rows).toBeGreaterThan(600);
    expect(layout.rows).toBeLessThan(1_000);
  });

  it('counts the width of Chinese and emoji twice', () =>
    expect(['abc', '你好', 'é', '🙂'].map(widthOf)).toEqual([3, 4, 1, 3]));
});
