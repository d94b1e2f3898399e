import { describe, expect, it } from 'vitest';
import { roleDifference, roleTable, ruleText, type TemplateRule } from './roleTable';

const rule = (verbs: string[], group: string, ...resources: string[]): TemplateRule => ({
  verbs,
  apiGroups: [group],
  resources,
  resourceNames: [],
  nonResourceURLs: [],
});
const builtIn = [rule(['get', 'list', 'watch'], '', 'pods', 'services'), rule(['*'], 'apps', 'deployments')];
const none = { additions: [], subtractions: [] };

describe('the table of a role', () => {
  it('tells what was added and what was taken away from what is built in', () => {
    const rows = roleTable(builtIn, {
      additions: [rule(['get', 'list'], '', 'secrets'), rule(['get', 'create'], '', 'pods')],
      subtractions: [rule(['delete'], 'apps', 'deployments'), rule(['list'], '', 'secrets')],
    });
    const of = (resource: string) => rows.find((row) => row.resource === resource)?.verbs;
    expect(of('pods')).toEqual({ get: 'builtIn', list: 'builtIn', watch: 'builtIn', create: 'added' });
    expect(of('secrets')).toEqual({ get: 'added', list: 'removed' });
    expect(of('deployments')).toMatchObject({ delete: 'removed', deletecollection: 'builtIn' });
    expect(rows.map(({ resource }) => resource)).toEqual(['pods', 'secrets', 'services', 'deployments']);
  });

  it('keeps single objects and paths apart', () => {
    const rows = roleTable(
      [
        { ...rule(['get'], '', 'configmaps'), resourceNames: ['ca'] },
        rule(['get'], '', 'configmaps'),
        { ...rule(['get'], ''), apiGroups: [], nonResourceURLs: ['/metrics'] },
      ],
      none,
    );
    expect(rows.map(({ resource, names, isPath }) => [resource, names, isPath])).toEqual([
      ['configmaps', ['ca'], false],
      ['configmaps', [], false],
      ['/metrics', [], true],
    ]);
  });

  it('says who gains and loses what', () => {
    expect(
      roleDifference(builtIn, none, {
        additions: [rule(['get', 'list'], '', 'secrets'), rule(['get'], '', 'pods')],
        subtractions: [rule(['*'], 'apps', 'deployments')],
      }),
    ).toEqual([
      expect.objectContaining({ resource: 'deployments', gained: [], lost: expect.arrayContaining(['delete', 'get']) }),
      expect.objectContaining({ resource: 'secrets', gained: ['get', 'list'], lost: [] }),
    ]);
    expect(roleDifference(builtIn, none, none)).toEqual([]);
    expect(ruleText(rule(['get', 'list'], 'apps', 'deployments'))).toBe('get, list deployments.apps');
  });
});
