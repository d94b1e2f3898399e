import { describe, expect, it } from 'vitest';
import { checkFields, emptyFields, readAnnotations, readLabels, writePairs } from '../form/clusterFields';
import { isName } from './importFields';

describe('the fields of a cluster', () => {
  const wrong = (change: Partial<typeof emptyFields>) =>
    checkFields({ ...emptyFields, ...change }).map(({ field }) => field);

  it('takes names as Kubernetes does', () => {
    for (const name of ['a', 'prod-1', '9', 'a'.repeat(63)]) expect(isName(name)).toBe(true);
    for (const name of ['A', '-a', 'a-', 'a.b', 'a_b', 'ä', 'a'.repeat(64)]) expect(isName(name)).toBe(false);
  });

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

  it('reads annotations line by line, and writes them back', () => {
    const pairs = { 'example.com/owner': 'Team A, floor 2', link: 'https://example.com/?a=b' };
    expect(readAnnotations(writePairs(pairs, '\n'))).toEqual(pairs);
    expect(readAnnotations('no value')).toBeNull();
  });

  it('takes proxies that the server takes', () => {
    for (const proxyUrl of ['', 'http://proxy.example.com:3128', 'socks5://user:pw@10.0.0.1:1080', 'https://p/'])
      expect(wrong({ proxyUrl })).toEqual([]);
    for (const proxyUrl of ['proxy:3128', 'ftp://proxy', 'http://', 'http://proxy/path'])
      expect(wrong({ proxyUrl })).toEqual(['proxyUrl']);
  });
});
