import { describe, expect, it } from 'vitest';
import { choose, heldKeys, matching, pointGroups } from './points';
import type { AllPermissions, RoleDetail } from './rolesApi';

const action = (name: string, needs: string[] = [], held = true) => ({
  action: { name, localizedName: `To ${name}`, tips: [] },
  dependPerms: needs.map((each) => ({ action: each, resourceType: 'users', gproduct: 'ghippo' })),
  held,
});
const all: AllPermissions = {
  gproductPerms: [
    {
      gproduct: { gproduct: 'ghippo', localizedName: 'Global Management' },
      authscopePerms: [
        {
          authScope: 'platform',
          categoryPerms: [
            {
              category: { name: 'iam', localizedName: 'Access' },
              resourcePerms: [
                {
                  resourceType: { name: 'users', localizedName: 'Users' },
                  actions: [action('list'), action('create', ['list']), action('authorize', ['list'], false)],
                },
                { resourceType: { name: 'audits', localizedName: 'Audit records' }, actions: [action('list')] },
              ],
            },
          ],
        },
      ],
    },
  ],
};
const groups = pointGroups(all);
const [list = '', create = ''] = groups[0]?.points.map(({ key }) => key) ?? [];

describe('permissions of a role', () => {
  it('stand by resource, with what they need and whether they may be given', () => {
    expect(groups.map(({ path }) => path.join(' / '))).toEqual([
      'Global Management / Access / Users',
      'Global Management / Access / Audit records',
    ]);
    expect(groups[0]?.points.map(({ isHeld }) => isHeld)).toEqual([true, true, false]);
    expect(groups[0]?.points[1]).toMatchObject({
      title: 'To create',
      needs: [list],
      point: { action: 'create', resourceType: 'users', gproduct: 'ghippo' },
    });
  });

  it('bring along what they need, and take along what needs them', () => {
    const both = choose(groups, new Set(), create, true);
    expect([...both].sort()).toEqual([create, list].sort());
    expect([...choose(groups, both, create, false)]).toEqual([list]);
    expect([...choose(groups, both, list, false)]).toEqual([]);
  });

  it('are found by any of their words', () => {
    expect(matching(groups, 'AUDIT ').map(({ path }) => path[2])).toEqual(['Audit records']);
    expect(matching(groups, 'to create').map(({ path }) => path[2])).toEqual(['Users']);
    expect(matching(groups, '')).toEqual(groups);
  });

  it('of a role are known by the same names', () => {
    const role = {
      gproductPerms: [
        {
          gproduct: { gproduct: 'ghippo', localizedName: '' },
          categoryPerms: [
            {
              category: { name: 'iam', localizedName: '' },
              resourcePerms: [
                {
                  resourceType: { name: 'users', localizedName: '' },
                  actions: [{ name: 'create', localizedName: '', tips: [] }],
                },
              ],
            },
          ],
        },
      ],
    } as unknown as RoleDetail;
    expect(heldKeys(role)).toEqual([create]);
  });
});
