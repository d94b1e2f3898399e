import { describe, expect, it } from 'vitest';
import { keepNewer, mergeRows } from './mergeRows';

const row = (name: string, resourceVersion: string, uid = name) => ({
  metadata: { name, namespace: 'shop', cluster: 'prod', uid, resourceVersion },
});

describe('mergeRows', () => {
  it('replaces a changed row in its place and leaves the others as they are', () => {
    const page = { items: [row('a', '1'), row('b', '1'), row('c', '1')] };
    const next = row('b', '2');
    const merged = mergeRows(page, [next]);
    expect(merged.items).toEqual([page.items[0], next, page.items[2]]);
    expect(merged.items?.[0]).toBe(page.items[0]);
  });

  it('leaves out rows that are not on the page', () => {
    const page = { items: [row('a', '1')] };
    expect(mergeRows(page, [row('z', '1')])).toBe(page);
  });

  it('does not go back to an older version that arrives late', () => {
    const page = { items: [row('a', '10')] };
    expect(mergeRows(page, [row('a', '9')])).toBe(page);
  });

  it('takes an object that was deleted and made again under the same name', () => {
    const again = row('a', '2', 'other');
    expect(mergeRows({ items: [row('a', '10')] }, [again]).items).toEqual([again]);
  });
});

describe('keepNewer', () => {
  it('takes the answer, but for rows that were told in a newer version', () => {
    const [told, old] = [row('a', '10'), row('b', '1')];
    const read = { items: [row('a', '9'), row('b', '2'), row('c', '1')] };
    expect(keepNewer(read, { items: [told, old, row('gone', '1')] }).items).toEqual([
      told,
      row('b', '2'),
      row('c', '1'),
    ]);
  });

  it('takes the answer as it is where nothing was shown, or rows say no version', () => {
    const read = { items: [row('a', '9')] };
    expect(keepNewer(read, undefined)).toBe(read);
    const bare = { kpanda: { key: 'prod/shop/a' } } as unknown as ReturnType<typeof row>;
    const bareRead = { items: [bare] };
    expect(keepNewer(bareRead, { items: [{ ...bare }] })).toBe(bareRead);
  });
});
