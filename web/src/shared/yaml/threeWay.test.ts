import { describe, expect, it } from 'vitest';
import type { Json } from './json';
import { choose, compare, pathText, type Side } from './threeWay';

const before: Json = {
  metadata: { labels: { app: 'cart', 'example.com/tier': 'web' } },
  spec: {
    replicas: 2,
    args: ['a'],
    containers: [
      { name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }] },
      { name: 'log', image: 'log:1' },
    ],
  },
};

const edit = (change: (copy: typeof before) => void): Json => {
  const copy = structuredClone(before);
  change(copy);
  return copy;
};

/* eslint-disable @typescript-eslint/no-explicit-any -- tests reach into plain JSON */
const told = (theirs: Json, yours: Json) =>
  compare(before, theirs, yours).map(({ path, by }) => `${by} ${pathText(path)}`);

describe('compare', () => {
  it('tells who changed what, down to the entries of named lists', () => {
    const theirs = edit((copy: any) => {
      copy.spec.replicas = 5;
      copy.spec.containers[0].image = 'web:2';
    });
    const yours = edit((copy: any) => {
      copy.spec.containers[0].image = 'web:3';
      copy.spec.containers[0].env[0].value = '2';
      copy.metadata.labels['example.com/tier'] = 'front';
    });
    expect(told(theirs, yours)).toEqual([
      'yours metadata.labels["example.com/tier"]',
      'theirs spec.replicas',
      'conflict spec.containers[web].image',
      'yours spec.containers[web].env[A].value',
    ]);
  });

  it('sees no difference where both did the same', () => {
    const both = edit((copy: any) => delete copy.spec.replicas);
    expect(told(both, both)).toEqual([]);
  });

  it('takes a list without names as one thing', () => {
    expect(
      told(
        edit((copy: any) => (copy.spec.args = ['b'])),
        edit((copy: any) => copy.spec.args.push('c')),
      ),
    ).toEqual(['conflict spec.args']);
  });

  it('names what one side took away and the other changed', () => {
    const theirs = edit((copy: any) => copy.spec.containers.pop());
    const yours = edit((copy: any) => (copy.spec.containers[1].image = 'log:2'));
    expect(told(theirs, yours)).toEqual(['conflict spec.containers[log]']);
  });

  it('merges maps that both added', () => {
    const theirs = edit((copy: any) => (copy.data = { a: '1', b: '1' }));
    const yours = edit((copy: any) => (copy.data = { a: '1', b: '2' }));
    expect(told(theirs, yours)).toEqual(['conflict data.b']);
  });
});

describe('choose', () => {
  const theirs = edit((copy: any) => {
    copy.spec.containers = [{ name: 'web', image: 'web:2', env: [] }];
    copy.spec.replicas = 5;
  });
  const yours = edit((copy: any) => {
    copy.spec.containers[0].image = 'web:3';
    copy.spec.containers.push({ name: 'new', image: 'new:1' });
    delete copy.spec.args;
  });
  const all = (side: Side) => choose(theirs, compare(before, theirs, yours), () => side);

  it('gives their version, yours, or what was before', () => {
    expect(all('theirs')).toEqual(theirs);
    expect(compare(before, all('yours'), yours)).toEqual([]);
    expect(compare(before, all('before'), before)).toEqual([]);
  });

  it('leaves their version as it was', () => {
    const copy = structuredClone(theirs);
    all('yours');
    expect(theirs).toEqual(copy);
  });

  it('puts together one side here and the other there', () => {
    const merged: any = choose(theirs, compare(before, theirs, yours), ({ by, path }) =>
      by === 'theirs' || pathText(path) === 'spec.containers[web].image' ? 'theirs' : 'yours',
    );
    expect(merged.spec.replicas).toBe(5);
    expect(merged.spec.args).toBeUndefined();
    expect(merged.spec.containers.map(({ image }: any) => image)).toEqual(['web:2', 'new:1']);
  });
});
