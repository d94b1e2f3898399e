import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { emailPath, namePath } from './accountApi';
import { ProfilePage } from './ProfilePage';

describe('the profile', () => {
  let server: FakeServer;
  let me: Record<string, unknown>;

  beforeEach(() => {
    me = {
      uid: '1',
      username: 'ada',
      email: 'ada@example.com',
      firstname: 'Ada',
      lastname: '',
      groups: ['shop-team'],
      roles: [
        { name: 'Audit Owner', groups: [] },
        { name: 'IAM Owner', groups: ['shop-team'] },
      ],
      createdAt: '2026-01-01T00:00:00Z',
    };
    server = new FakeServer()
      .on('GET', '/apis/ghippo.io/v1alpha1/current-user', () => ({ body: me }))
      .on('PUT', namePath, ({ body }) => {
        me = { ...me, ...(body as object) };
        return {};
      })
      .on('PUT', emailPath, () => ({
        status: 400,
        body: { code: 3, message: 'This is no e-mail address.', details: [{ field: 'email' }] },
      }));
  });

  it('tells groups, and roles with what gives them', async () => {
    renderPage(<ProfilePage />);
    expect(await screen.findByText('IAM Owner (by shop-team)')).toBeVisible();
    expect(screen.getByText('Audit Owner')).toBeVisible();
    expect(screen.getByText('shop-team')).toBeVisible();
  });

  it('says so where there are none', async () => {
    me = { ...me, groups: [], roles: [] };
    renderPage(<ProfilePage />);
    expect(await screen.findByText('In no group')).toBeVisible();
    expect(screen.getByText('None')).toBeVisible();
  });

  it('sends what was changed and nothing else', async () => {
    renderPage(<ProfilePage />);
    expect(await screen.findByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText('Last name'), 'L.{Enter}');
    expect(await screen.findByText('Your profile is saved')).toBeInTheDocument();
    expect(server.to(namePath).map(({ body }) => body)).toEqual([{ firstname: 'Ada', lastname: 'L.' }]);
    expect(server.to(emailPath)).toEqual([]);
    await waitFor(() => expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled());
  });

  it('shows what is refused at its field', async () => {
    renderPage(<ProfilePage />);
    await userEvent.type(await screen.findByLabelText('E-mail'), 'x');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('This is no e-mail address.')).toBeVisible();
    expect(screen.getByLabelText('E-mail')).toHaveAttribute('aria-invalid', 'true');
  });
});
