import { describe, expect, it } from 'vitest';
import { samePageIn } from './samePageIn';

describe('samePageIn', () => {
  it.each([
    ['/clusters/a', '/clusters/b'],
    ['/clusters/a/pods', '/clusters/b/pods'],
    ['/clusters/a/nodes/n1', '/clusters/b/nodes'],
    ['/clusters/a/namespaces', '/clusters/b/namespaces'],
    ['/clusters/a/namespaces/shop', '/clusters/b/namespaces'],
    ['/clusters/a/namespaces/shop/deployments/cart', '/clusters/b/deployments'],
    ['/clusters/a/create', '/clusters/b/create'],
  ])('%s becomes %s', (from, to) => expect(samePageIn(from, 'b')).toBe(to));
});
