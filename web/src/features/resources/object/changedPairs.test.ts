import { describe, expect, it } from 'vitest';
import { changedPairs } from './changedPairs';

describe('edited labels', () => {
  const before = { app: 'cart', tier: 'web' };

  it('send nothing where nothing was changed', () => {
    expect(
      changedPairs(before, [
        { key: 'tier', value: 'web' },
        { key: 'app', value: 'cart' },
      ]),
    ).toEqual({});
  });

  it('send what is new, changed and gone, and nothing else', () => {
    const after = [
      { key: 'app', value: 'basket' },
      { key: ' team ', value: 'shop' },
      { key: '', value: 'forgotten' },
    ];
    expect(changedPairs(before, after)).toEqual({ app: 'basket', team: 'shop', tier: null });
  });
});
