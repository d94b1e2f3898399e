import { describe, expect, it } from 'vitest';
import { differencesOf, mergedYaml, type ThreeVersions } from './mergeObjects';
import { pathText } from './threeWay';

const yaml = (version: number, image: string, more = '') =>
  `metadata:\n  name: cart\n  resourceVersion: "${version}"\n  generation: ${version}\nspec:\n  image: ${image}\n${more}`;

const versions: ThreeVersions = {
  before: yaml(1, 'a', '  replicas: 1\nstatus:\n  ready: 1\n'),
  theirs: yaml(2, 'b', '  replicas: 1\nstatus:\n  ready: 2\n'),
  yours: yaml(1, 'c', '  replicas: 3\nstatus:\n  ready: 1\n'),
};

describe('three versions of an object', () => {
  it('differ where somebody edited, not in what the cluster keeps', () => {
    const { conflicts, others } = differencesOf(versions);
    expect(conflicts.map(({ path }) => pathText(path))).toEqual(['spec.image']);
    expect(others.map(({ path }) => pathText(path))).toEqual(['spec.replicas']);
  });

  it('become one that can be saved now', () => {
    const merged = mergedYaml(versions, differencesOf(versions), ({ by }) => (by === 'conflict' ? 'theirs' : by));
    expect(merged).toBe(yaml(2, 'b', '  replicas: 3\nstatus:\n  ready: 2\n'));
  });
});
