import { describe, expect, it } from 'vitest';
import { checkImport, emptyImport, readLabels } from './importFields';

const wrong = (change: Partial<typeof emptyImport>) =>
  checkImport({ ...emptyImport, ...change }).map(({ field }) => field);

describe('the fields of an import', () => {
  it.each(['prod', 'a', 'edge-7', 'a'.repeat(63)])('takes the name %s', (name) => expect(wrong({ name })).toEqual([]));

  it.each(['Prod', '-a', 'a-', 'a_b', 'a'.repeat(64), 'a.b'])('refuses the name %s', (name) =>
    expect(wrong({ name })).toEqual(['name']),
  );

  it('counts characters of the alias, not bytes', () => {
    expect(wrong({ aliasName: '生'.repeat(60) })).toEqual([]);
    expect(wrong({ aliasName: '生'.repeat(61) })).toEqual(['aliasName']);
  });

  it('reads labels as people type them', () => {
    expect(readLabels('env=prod, team=shop\nexample.com/tier=')).toEqual({
      env: 'prod',
      team: 'shop',
      'example.com/tier': '',
    });
    expect(readLabels('env')).toBeNull();
    expect(readLabels('env=a=b')).toBeNull();
    expect(readLabels('env=ä')).toBeNull();
  });
});
