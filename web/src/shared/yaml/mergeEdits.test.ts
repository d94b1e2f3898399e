import { describe, expect, it } from 'vitest';
import { mergeEdits } from './mergeEdits';

describe('mergeEdits', () => {
  const before = { spec: { replicas: 2, paused: false }, data: { a: '1' } };

  it('keeps both when different places changed', () => {
    const merge = mergeEdits(
      before,
      { spec: { replicas: 3, paused: false }, data: { a: '1' } },
      { spec: { replicas: 2, paused: true }, data: { a: '1' } },
    );
    expect(merge).toEqual({ value: { spec: { replicas: 3, paused: true }, data: { a: '1' } }, conflicts: [] });
  });

  it('names a place that both changed, and lets yours stand', () => {
    const merge = mergeEdits(before, { spec: { replicas: 3 } }, { spec: { replicas: 5 }, data: { a: '1' } });
    expect(merge.conflicts).toEqual(['spec.replicas']);
    expect(merge.value).toEqual({ spec: { replicas: 3 } });
  });

  it('keeps your removals and their additions', () => {
    const merge = mergeEdits(
      before,
      { spec: { replicas: 2, paused: false }, data: {} },
      { ...before, data: { a: '1', b: '2' } },
    );
    expect(merge).toEqual({ value: { spec: { replicas: 2, paused: false }, data: { b: '2' } }, conflicts: [] });
  });

  it('merges lists of named things by name', () => {
    const merge = mergeEdits(
      {
        containers: [
          { name: 'web', image: 'a:1' },
          { name: 'log', image: 'l:1' },
        ],
      },
      {
        containers: [
          { name: 'web', image: 'a:2' },
          { name: 'log', image: 'l:1' },
        ],
      },
      {
        containers: [
          { name: 'web', image: 'a:1' },
          { name: 'log', image: 'l:2' },
        ],
      },
    );
    expect(merge).toEqual({
      value: {
        containers: [
          { name: 'web', image: 'a:2' },
          { name: 'log', image: 'l:2' },
        ],
      },
      conflicts: [],
    });
  });

  it('takes other lists whole and says so', () => {
    const merge = mergeEdits({ args: ['a'] }, { args: ['a', 'b'] }, { args: ['a', 'c'] });
    expect(merge).toEqual({ value: { args: ['a', 'b'] }, conflicts: ['args'] });
  });
});
