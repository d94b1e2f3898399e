import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath, grantsPath } from '@/features/permissions/permissionsApi';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { groupByNamePath, groupMemberPath, groupPath, groupsPath, heldRolesPath } from '../people/peopleApi';
import { GroupPage } from './GroupPage';
import { GroupsPage } from './GroupsPage';

const team = {
  id: 'g1',
  name: 'team',
  description: 'All',
  userCount: '2',
  createdAt: '2026-01-01T00:00:00Z',
  canAuthorize: true,
  issuer: '',
  refusal: '',
};
const page = (items: object[], total = items.length) => ({
  items,
  pagination: { total, page: 1, pageSize: 50, pages: 1 },
});
const routes = (
  <Routes>
    <Route path="/groups/:group" element={<GroupPage />} />
    <Route path="/groups" element={<GroupsPage />} />
  </Routes>
);

describe('groups of people', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer()
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed: true, message: '' })) },
      }))
      .on('GET', groupsPath, () => ({ body: page([team]) }))
      .on('POST', groupsPath, () => ({ body: { id: 'g2' } }))
      .on('GET', groupByNamePath('team'), () => ({ body: team }))
      .on('GET', `${groupPath('g1')}/members`, () => ({
        body: page([
          { id: 'u1', name: 'li', firstname: '', lastname: '', email: '' },
          { id: 'u2', name: 'wu', firstname: '', lastname: '', email: '' },
        ]),
      }))
      .on('GET', heldRolesPath('Group', 'g1'), () => ({ body: { ...page([]), authorizedCount: '3' } }))
      .on('GET', grantsPath, () => ({ body: page([], 4) }))
      .on('GET', '/apis/kpanda.io/v1alpha1/asl/users', () => ({ body: page([{ id: 'u3', name: 'zhao' }], 10_000) }))
      .on('POST', groupMemberPath('g1', 'u3'), () => ({ body: {} }))
      .on('DELETE', groupMemberPath('g1', 'u1'), () => ({ body: {} }))
      .on('DELETE', groupMemberPath('g1', 'u2'), () => ({ status: 409, body: { code: 9, message: 'The last Admin.' } }))
      .on('DELETE', groupPath('g1'), () => ({ body: {} }));
  });

  it('are created with a name that the rules allow', async () => {
    renderPage(routes, '/groups');
    const open = await screen.findByRole('button', { name: 'Create group' });
    await waitFor(() => expect(open).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'Shop');
    expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled();
    await userEvent.clear(dialog.getByLabelText(/^Name/));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'shop');
    await userEvent.click(dialog.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.calls.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'shop', description: '' });
  });

  it('get members found among thousands, and lose many at once', async () => {
    renderPage(routes, '/groups/team');
    const add = await screen.findByRole('button', { name: 'Add members' });
    await waitFor(() => expect(add).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(add);
    const adding = within(await screen.findByRole('dialog'));
    await userEvent.click(await adding.findByRole('checkbox', { name: 'zhao' }));
    expect(adding.getByText('9999 more: type a longer part of the name.')).toBeVisible();
    await userEvent.click(adding.getByRole('button', { name: 'Add members' }));
    expect(await adding.findByText('1 done')).toBeVisible();
    expect(server.to(groupMemberPath('g1', 'u3'))).toHaveLength(1);
    await userEvent.click(adding.getAllByRole('button', { name: 'Close' }).at(-1) as Element);

    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows of this page' }));
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    const removing = within(await screen.findByRole('dialog'));
    await userEvent.click(removing.getByRole('button', { name: 'Remove' }));
    expect(await removing.findByText('The last Admin.')).toBeVisible();
    expect(removing.getByText('1 done')).toBeVisible();
  });

  it('say what goes with them before they are deleted', async () => {
    const { router } = renderPage(routes, '/groups/team');
    await userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
    const remove = await screen.findByRole('menuitem', { name: 'Delete' });
    await userEvent.click(remove);
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByText('Members: 2. Platform roles: 3. Roles in clusters and namespaces: 4.'),
    ).toBeVisible();
    await userEvent.type(dialog.getByRole('textbox'), 'team');
    await userEvent.click(dialog.getByRole('button', { name: 'Delete' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/groups'));
  });

  it('that give more than one holds cannot be changed, and say so', async () => {
    server.on('GET', groupByNamePath('team'), () => ({ body: { ...team, refusal: 'team holds more than you do.' } }));
    renderPage(routes, '/groups/team');
    const add = await screen.findByRole('button', { name: 'Add members' });
    await waitFor(() => expect(add).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(screen.getByRole('button', { name: 'Actions' }));
    expect(await screen.findByRole('menuitem', { name: /Delete/ })).toHaveTextContent('team holds more than you do.');
  });
});
