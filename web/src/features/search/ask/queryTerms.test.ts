import { describe, expect, it } from 'vitest';
import { complete, flipTerm, hasTerm, splitTerms, termAt } from './queryTerms';

describe('the terms of a search', () => {
  it('are parted by spaces and held together by quotes', () => {
    expect(splitTerms('cart  kind:pod label:"tier in (web, api)" x"y:z').map(({ key, value }) => [key, value])).toEqual(
      [
        ['', 'cart'],
        ['kind', 'pod'],
        ['label', 'tier in (web, api)'],
        ['', 'xy:z'],
      ],
    );
  });

  it('know where they stand', () => {
    expect(termAt('cart kind:po', 12)?.text).toBe('kind:po');
    expect(termAt('cart kind:po', 4)?.text).toBe('cart');
    expect(termAt('cart  x', 5)).toBeNull();
    expect(termAt('', 0)).toBeNull();
  });

  it('are completed in their place, with a space behind what is complete', () => {
    expect(complete('cart ki x', 7, 'kind:')).toEqual({ query: 'cart kind: x', caret: 10 });
    expect(complete('kind:po', 7, 'kind:pod')).toEqual({ query: 'kind:pod ', caret: 9 });
    expect(complete('kind:po x', 7, 'kind:pod')).toEqual({ query: 'kind:pod x', caret: 9 });
    expect(complete('label:', 6, 'label:app=')).toEqual({ query: 'label:app=', caret: 10 });
    expect(complete('a ', 2, 'kind:')).toEqual({ query: 'a kind:', caret: 7 });
  });

  it('come and go as a whole', () => {
    expect(flipTerm('cart', 'kind:Pod')).toBe('cart kind:Pod');
    expect(flipTerm('cart kind:pod', 'kind:Pod')).toBe('cart');
    expect(hasTerm('cart kind:pods', 'kind:pod')).toBe(false);
  });
});
