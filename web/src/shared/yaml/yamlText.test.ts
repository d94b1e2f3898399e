import { describe, expect, it } from 'vitest';
import { readDocuments, readYaml, toEditableYaml } from './yamlText';

describe('yamlText', () => {
  it('shows an object in the usual order without its bookkeeping', () => {
    const data = JSON.stringify({
      spec: { replicas: 1 },
      metadata: { name: 'a', managedFields: [{}] },
      kind: 'Deployment',
      apiVersion: 'apps/v1',
    });
    expect(toEditableYaml(data)).toBe(
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  replicas: 1\n',
    );
  });

  it('keeps text that looks like a number or a truth value', () => {
    expect(readYaml(toEditableYaml(JSON.stringify({ data: { a: '1', b: 'true', c: 'no', d: 'on' } }))).value).toEqual({
      data: { a: '1', b: 'true', c: 'no', d: 'on' },
    });
    expect(toEditableYaml(JSON.stringify({ data: { c: 'no' } }))).toContain('"no"');
  });

  it('names the line of a mistake', () => {
    expect(readYaml('a: 1\nb: [1\n').problem?.line).toBeGreaterThanOrEqual(2);
  });

  it('refuses several documents where one is wanted, and none', () => {
    expect(readYaml('a: 1\n---\nb: 2\n').problem?.message).toBe('several');
    expect(readYaml('# nothing\n').problem?.message).toBe('empty');
  });

  it('reads several documents and drops empty ones', () => {
    const documents = readDocuments('---\na: 1\n---\n---\nb: no # as written\n');
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, { b: 'no' }]);
    expect(documents[1]?.text).toContain('b: no # as written');
  });
});
