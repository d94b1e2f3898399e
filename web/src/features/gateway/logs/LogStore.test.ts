import { describe, expect, it } from 'vitest';
import { LogStore, mostLines, type ToldLine } from './LogStore';

const mega = 1024 * 1024;
const characters = (store: LogStore) => store.shown.reduce((sum, { raw }) => sum + raw.length, 0);

describe('what a page keeps of a log', () => {
  it('is a hundred thousand lines and a little more, the last ones', () => {
    const store = new LogStore();
    store.name([{ id: 1, pod: 'web', container: 'main' }]);
    for (let batch = 0; batch < 300; batch++)
      store.append(Array.from({ length: 1_000 }, (_none, at): ToldLine => [1, 't', `line ${batch * 1_000 + at}`, 0]));
    expect(store.count).toBeGreaterThanOrEqual(mostLines);
    expect(store.count).toBeLessThanOrEqual(mostLines + 5_000);
    expect(store.shown).toHaveLength(store.count);
    expect(store.shown.at(-1)?.text).toBe('line 299999');
  });

  it('is 48 Mi characters at most, of lines that come in parts', () => {
    const store = new LogStore();
    const part = 'x'.repeat(mega);
    for (let line = 0; line < 40; line++) {
      for (let at = 0; at < 5; at++) store.append([[1, 't', part, (at > 0 ? 1 : 0) | (at < 4 ? 2 : 0)]]);
      expect(characters(store)).toBeLessThanOrEqual(48 * mega);
    }
    expect(store.shown.at(-1)?.raw).toHaveLength(5 * mega);
    expect(store.count).toBeGreaterThanOrEqual(8);
  });

  it('is the first 8 Mi characters of one line', () => {
    const store = new LogStore();
    const part = 'x'.repeat(mega);
    for (let at = 0; at < 20; at++) store.append([[1, 't', part, (at > 0 ? 1 : 0) | (at < 19 ? 2 : 0)]]);
    expect(store.shown[0]?.raw).toHaveLength(8 * mega);
    expect(store.shown[0]?.isCut).toBe(true);
  });

  it('is no more for what a filter or a search found in lines that went', () => {
    const store = new LogStore();
    store.setFilter({ matches: (text) => text.endsWith('0'), find: () => [] });
    store.setFinder((text) => (text.endsWith('00') ? [[0, 1]] : []));
    for (let batch = 0; batch < 300; batch++)
      store.append(Array.from({ length: 1_000 }, (_none, at): ToldLine => [1, 't', `line ${batch * 1_000 + at}`, 0]));
    expect(store.shown.length).toBeLessThanOrEqual((mostLines + 5_000) / 10);
    expect(store.found.length).toBeLessThanOrEqual((mostLines + 5_000) / 100);
    expect(store.found[0]).toBeGreaterThanOrEqual(store.shown[0]?.number ?? 0);
  });
});
