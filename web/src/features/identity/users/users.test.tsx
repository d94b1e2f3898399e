import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath } from '@/features/permissions/permissionsApi';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { fullName, userByNamePath, userPath, usersPath, type UserInfo } from '../people/peopleApi';
import { UserPage } from './UserPage';
import { UsersPage } from './UsersPage';

const li: UserInfo = {
  id: 'u1',
  name: 'li',
  email: 'li@example.com',
  description: '',
  firstname: 'Wei',
  lastname: 'Li',
  source: 'locale',
  enabled: true,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  lastLoginAt: '',
  canAuthorize: true,
  secondFactor: false,
  passwordState: 'temporary',
};
const wu: UserInfo = { ...li, id: 'u2', name: 'wu', source: 'corp', enabled: false, passwordState: 'none', email: '' };

it('is called by the first name first, and in Chinese by the family name', () => {
  expect(fullName(li)).toBe('Wei Li');
  expect(fullName({ firstname: '伟', lastname: '李' })).toBe('李伟');
  expect(fullName({ firstname: '伟', lastname: '' })).toBe('伟');
  expect(fullName({ firstname: '', lastname: '' })).toBe('');
});

describe('the page of users', () => {
  let server: FakeServer;
  let refused: (verb: string) => boolean;

  beforeEach(() => {
    refused = () => false;
    server = new FakeServer()
      .on('GET', usersPath, () => ({
        body: { items: [li, wu], pagination: { total: 10_000, page: 1, pageSize: 50, pages: 200 } },
      }))
      .on('GET', checkPath, ({ query }) => ({
        body: {
          items: query.getAll('ask').map((ask) => {
            const allowed = !refused(ask.split(',')[0] ?? '');
            return { allowed, message: allowed ? '' : 'You may not do this with users.' };
          }),
        },
      }))
      .on('GET', userByNamePath('li'), () => ({ body: { ...li, refusal: '' } }))
      .on('POST', usersPath, () => ({ body: { id: 'u3', password: 'abcde23456' } }))
      .on('PUT', userPath('u1'), () => ({ body: {} }))
      .on('DELETE', userPath('u1'), () => ({ body: {} }));
  });

  it('tells how each stands, and asks the server for filters, order and page', async () => {
    renderPage(<UsersPage />, '/users?search=l&enabled=true&source=local&order=lastLoginAt:desc&page=3&size=50');
    const row = within(await screen.findByRole('row', { name: /li@example/ }));
    expect(row.getByText('Temporary password')).toBeVisible();
    expect(row.getByRole('link', { name: 'li' })).toHaveAttribute('href', '/users/li');
    expect(within(screen.getByRole('row', { name: /corp/ })).getByText(/Disabled/)).toBeVisible();
    const asked = Object.fromEntries(server.to(usersPath).at(-1)?.query ?? []);
    expect(asked).toEqual({
      search: 'l',
      enabled: 'true',
      source: 'local',
      sortBy: 'lastLoginAt',
      sortDir: 'desc',
      page: '3',
      pageSize: '50',
    });
    await userEvent.click(screen.getByRole('button', { name: 'E-mail' }));
    await waitFor(() => expect(server.to(usersPath).at(-1)?.query.get('sortBy')).toBe('email'));
    expect(server.to(usersPath).at(-1)?.query.get('page')).toBe('1');
  });

  it('creates somebody with a generated password that is shown once', async () => {
    renderPage(<UsersPage />, '/users');
    await screen.findByRole('row', { name: /li@example/ });
    const open = screen.getByRole('button', { name: 'Create user' });
    await waitFor(() => expect(open).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    const create = dialog.getByRole('button', { name: 'Create' });
    await userEvent.type(dialog.getByLabelText(/^Name/), 'system:x');
    expect(dialog.getByText('Names that begin with system: or kpanda: are reserved.')).toBeVisible();
    expect(create).toBeDisabled();
    await userEvent.clear(dialog.getByLabelText(/^Name/));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'zhao');
    await userEvent.click(create);
    expect(await screen.findByDisplayValue('abcde23456')).toBeVisible();
    expect(server.calls.find(({ method }) => method === 'POST')?.body).toEqual({
      name: 'zhao',
      firstname: '',
      lastname: '',
      email: '',
      description: '',
    });
    await userEvent.click(
      within(screen.getByRole('dialog')).getAllByRole('button', { name: 'Close' }).at(-1) as Element,
    );
    await waitFor(() => expect(screen.queryByDisplayValue('abcde23456')).toBeNull());
  });

  it('puts what the server finds wrong beside the field', async () => {
    server.on('POST', usersPath, () => ({
      status: 400,
      body: { code: 3, message: 'A password has at least 2 digits.', details: [{ field: 'password' }] },
    }));
    renderPage(<UsersPage />, '/users');
    const open = await screen.findByRole('button', { name: 'Create user' });
    await waitFor(() => expect(open).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(open);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'zhao');
    await userEvent.click(dialog.getByLabelText('Enter one'));
    await userEvent.type(dialog.getByLabelText(/^Password/, { selector: '#user-password-text' }), 'long enough');
    await userEvent.click(dialog.getByRole('button', { name: 'Create' }));
    expect(await dialog.findByText('A password has at least 2 digits.')).toBeVisible();
    expect(server.calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
      password: 'long enough',
      temporary: true,
    });
  });

  it('says what disabling ends before it is done, and why something cannot be done', async () => {
    refused = (verb) => verb === 'delete';
    renderPage(<UsersPage />, '/users');
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for li' }));
    const remove = await screen.findByRole('menuitem', { name: /Delete/ });
    await waitFor(() => expect(remove).toHaveAttribute('aria-disabled', 'true'));
    expect(remove).toHaveTextContent('You may not do this with users.');
    await userEvent.click(screen.getByRole('menuitem', { name: 'Disable' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/end within 3 seconds/)).toBeVisible();
    await userEvent.click(dialog.getByRole('button', { name: 'Disable' }));
    await waitFor(() => expect(server.to(userPath('u1')).at(-1)?.body).toEqual({ enabled: false }));
  });

  it('adds, disables and deletes many, and tells what becomes of each', async () => {
    server.on('PUT', userPath('u2'), () => ({ status: 403, body: { code: 7, message: 'wu holds more than you do.' } }));
    renderPage(<UsersPage />, '/users');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows of this page' }));
    expect(screen.getByText('2 selected')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Disable' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Disable' }));
    expect(await dialog.findByText('wu holds more than you do.')).toBeVisible();
    expect(dialog.getByText('1 done')).toBeVisible();
    expect(dialog.getByText('1 failed')).toBeVisible();
  });

  it('tells whoever may not list users which right is missing', async () => {
    refused = () => true;
    renderPage(<UsersPage />, '/users');
    expect(await screen.findByText('You may not see this')).toBeVisible();
    expect(screen.getByText(/You may not do this with users/)).toBeVisible();
  });

  it('asks for the name before somebody is deleted, and leads back to the list', async () => {
    const { router } = renderPage(
      <Routes>
        <Route path="/users/:user" element={<UserPage />} />
        <Route path="/users" element={<p>The list</p>} />
      </Routes>,
      '/users/li',
    );
    expect(await screen.findByText('Never changes and is never used again.')).toBeVisible();
    await userEvent.click(await screen.findByRole('button', { name: 'Actions' }));
    const factor = await screen.findByRole('menuitem', { name: /Reset second factor/ });
    await waitFor(() => expect(factor).toHaveTextContent('There is no second factor.'));
    await userEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
    const dialog = within(await screen.findByRole('dialog'));
    const remove = dialog.getByRole('button', { name: 'Delete' });
    expect(remove).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'li');
    await userEvent.click(remove);
    expect(await screen.findByText('The list')).toBeVisible();
    expect(router.state.location.pathname).toBe('/users');
  });
});
