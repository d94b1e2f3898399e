import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath } from '@/features/permissions/permissionsApi';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { heldRolesPath } from '../people/peopleApi';
import { RolePage } from './RolePage';
import { RolesPage } from './RolesPage';
import { pointsPath, roleMembersPath, rolePath, rolesPath } from './rolesApi';

const action = (name: string, needs: string[], held: boolean) => ({
  action: { name, localizedName: name === 'list' ? 'View' : 'Delete', tips: [] },
  dependPerms: needs.map((each) => ({ action: each, resourceType: 'users', gproduct: 'ghippo' })),
  held,
});
const resource = (name: string, held: boolean) => ({
  resourceType: { name, localizedName: name },
  actions: [action('list', [], held), action('delete', name === 'users' ? ['list'] : [], held)],
});
const points = {
  gproductPerms: [
    {
      gproduct: { gproduct: 'ghippo', localizedName: 'Global Management' },
      authscopePerms: [
        {
          authScope: 'platform',
          categoryPerms: [
            {
              category: { name: 'iam', localizedName: 'Access' },
              resourcePerms: [resource('users', true), resource('audits', false)],
            },
          ],
        },
      ],
    },
  ],
};
const page = (items: object[]) => ({ items, pagination: { total: items.length, page: 1, pageSize: 50, pages: 1 } });
const viewer = { name: 'Viewer', type: 'custom', description: 'Sees', userCount: 2, groupCount: 1, held: true };

describe('platform roles', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer()
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed: true, message: '' })) },
      }))
      .on('GET', rolesPath, () => ({
        body: page([
          { ...viewer, name: 'IAM Owner', type: 'system' },
          viewer,
          { ...viewer, name: 'Stronger', held: false },
        ]),
      }))
      .on('GET', pointsPath, () => ({ body: points }))
      .on('POST', rolesPath, () => ({ body: {} }))
      .on('GET', rolePath('Viewer'), () => ({ body: { ...viewer, scope: 'platform', gproductPerms: [] } }))
      .on('GET', roleMembersPath('Viewer'), () => ({ body: page([{ id: 'u1', name: 'li', type: 'user' }]) }))
      .on('GET', '/apis/kpanda.io/v1alpha1/asl/users', () => ({ body: page([{ id: 'u2', name: 'wu' }]) }))
      .on('GET', '/apis/kpanda.io/v1alpha1/asl/groups', () => ({ body: page([{ id: 'g1', name: 'team' }]) }))
      .on('PUT', heldRolesPath('Group', 'g1'), () => ({ body: {} }))
      .on('PUT', heldRolesPath('User', 'u1'), () => ({ body: {} }));
  });

  it('are made of permissions that their maker holds, with those that these need', async () => {
    renderPage(<RolesPage />, '/platform-roles');
    const open = await screen.findByRole('button', { name: 'Create role' });
    await waitFor(() => expect(open).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'People Keeper');
    const users = within(await dialog.findByRole('group', { name: /users$/ }));
    const audits = within(dialog.getByRole('group', { name: /audits$/ }));
    expect(audits.getByRole('checkbox', { name: 'View' })).toBeDisabled();
    expect(audits.getAllByText('You do not hold it yourself.')).toHaveLength(2);
    await userEvent.click(users.getByRole('checkbox', { name: 'Delete' }));
    expect(users.getByRole('checkbox', { name: 'View' })).toBeChecked();
    await userEvent.click(dialog.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'People Keeper',
      description: '',
      scope: 'platform',
      perms: [
        { gproduct: 'ghippo', resourceType: 'users', action: 'list' },
        { gproduct: 'ghippo', resourceType: 'users', action: 'delete' },
      ],
    });
  });

  it.each([
    ['IAM Owner', 'A built-in role cannot be changed or deleted.'],
    ['Stronger', 'You cannot give or take it: it gives more than you hold yourself.'],
  ])('cannot be changed where that is so, and say why: %s', async (name, why) => {
    renderPage(<RolesPage />, '/platform-roles');
    await userEvent.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
    const edit = await screen.findByRole('menuitem', { name: /Edit/ });
    expect(edit).toHaveAttribute('aria-disabled', 'true');
    expect(edit).toHaveTextContent(why);
  });

  it('are given to people and groups, and taken, on their own page', async () => {
    renderPage(
      <Routes>
        <Route path="/platform-roles/:role" element={<RolePage />} />
      </Routes>,
      '/platform-roles/Viewer?tab=members',
    );
    expect(await screen.findByRole('link', { name: 'li' })).toHaveAttribute('href', '/users/li');
    const add = screen.getByRole('button', { name: 'Add members' });
    await waitFor(() => expect(add).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(add);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Group' }));
    await userEvent.click(await dialog.findByRole('checkbox', { name: 'team' }));
    await userEvent.click(dialog.getByRole('button', { name: 'Add members' }));
    expect(await dialog.findByText('1 done')).toBeVisible();
    expect(server.to(heldRolesPath('Group', 'g1'))[0]?.body).toEqual({ addRoles: ['Viewer'] });
    await userEvent.click(dialog.getAllByRole('button', { name: 'Close' }).at(-1) as Element);

    await userEvent.click(screen.getByRole('button', { name: 'Actions for li' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(server.to(heldRolesPath('User', 'u1'))[0]?.body).toEqual({ removeRoles: ['Viewer'] }));
  });
});
