import { describe, expect, it } from 'vitest';
import { pathSteps, typedPath } from './pathSteps';

describe('the way to a directory', () => {
  it('begins at the root and names every step', () => {
    expect(pathSteps('/data/100%25/größe')).toEqual([
      { name: '/', path: '/' },
      { name: 'data', path: '/data' },
      { name: '100%', path: '/data/100%25' },
      { name: 'größe', path: '/data/100%25/größe' },
    ]);
    expect(pathSteps('/')).toHaveLength(1);
  });

  it('is typed as people write it', () => {
    expect(typedPath('data/100%')).toBe('/data/100%25');
    expect(typedPath('//etc')).toBe('/etc');
  });
});
