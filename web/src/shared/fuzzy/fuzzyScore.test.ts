import { describe, expect, it } from 'vitest';
import { fuzzyScore } from './fuzzyScore';

const best = (typed: string, ...texts: string[]) =>
  texts
    .map((text) => ({ text, score: fuzzyScore(text, typed) }))
    .filter(({ score }) => score !== null)
    .sort((left, right) => (right.score ?? 0) - (left.score ?? 0))
    .map(({ text }) => text);

describe('a fuzzy match', () => {
  it('likes the beginning best, then the beginning of a part, then the inside', () =>
    expect(best('cart', 'discart', 'shop-cart', 'cart-7', 'cart')).toEqual(['cart', 'cart-7', 'shop-cart', 'discart']));

  it('finds letters in their order, and not those that are far apart', () =>
    expect(best('ovw', 'Overview', 'a tool of various and wonderful kinds')).toEqual(['Overview']));

  it('needs every word', () => expect(best('pods prod', 'Pods · staging', 'Pods · prod-1')).toEqual(['Pods · prod-1']));

  it('finds words of other scripts', () => expect(best('集群', '所有集群', '命名空间')).toEqual(['所有集群']));

  it('takes everything where nothing was typed', () => expect(best('', 'a', 'b')).toEqual(['a', 'b']));
});
