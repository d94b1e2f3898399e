import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteObject } from 'react-router';
import { describe, expect, it } from 'vitest';
import { createRouter } from './routes';

/** The pages of which the gallery has pictures. */
const pages = JSON.parse(readFileSync(join(import.meta.dirname, '../../../tests/EndToEnd/pages.json'), 'utf8')) as {
  name: string;
  route: string;
  path: string;
}[];

/** The patterns of all pages that there are. */
const patterns = (routes: readonly RouteObject[], above: readonly string[] = []): string[] =>
  routes.flatMap(({ path, children }) => {
    const here = path === undefined ? above : [...above, ...path.split('/').filter(Boolean)];
    return children ? patterns(children, here) : [`/${here.join('/')}`];
  });

describe('the pages of the console', () => {
  const router = createRouter();
  it('are all in the gallery', () => {
    const visited = new Set(pages.map(({ route }) => route));
    expect(patterns(router.routes).filter((pattern) => !visited.has(pattern))).toEqual([]);
  });

  it('are there under names of their own and at routes that there are', () => {
    const all = patterns(router.routes);
    expect(pages.filter(({ route }) => !all.includes(route))).toEqual([]);
    expect(new Set(pages.map(({ name }) => name)).size).toBe(pages.length);
  });
});
