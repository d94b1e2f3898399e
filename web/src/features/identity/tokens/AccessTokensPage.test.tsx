import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { AccessTokensPage } from './AccessTokensPage';
import { createTokenPath, tokenPath, tokensPath } from './tokenApi';

const token = {
  id: 'a1',
  name: 'nightly',
  updatedAt: '2026-01-01T00:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  expiredAt: '',
  cluster: 'prod',
  lastUsedAt: '',
};

describe('the page of access tokens', () => {
  let server: FakeServer;
  let items: object[];

  beforeEach(() => {
    items = [token];
    server = new FakeServer()
      .on('GET', tokensPath, () => ({ body: { items } }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }))
      .on('POST', createTokenPath, () => ({ body: { id: 'b2', token: 'the-secret' } }))
      .on('DELETE', tokenPath('a1'), () => {
        items = [];
        return {};
      });
  });

  it('shows what a token opens, that it was never used and has no end', async () => {
    renderPage(<AccessTokensPage />);
    const row = await screen.findByRole('row', { name: /nightly/ });
    expect(within(row).getByText('prod')).toBeVisible();
    expect(within(row).getByText('Never')).toBeVisible();
    expect(within(row).getByText('Without end')).toBeVisible();
  });

  it('makes a token for one cluster and shows it once', async () => {
    renderPage(<AccessTokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Create a token' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Create a token' })).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Name/), 'deploy');
    await userEvent.click(dialog.getByLabelText('Without end'));
    await dialog.findByRole('option', { name: 'prod' });
    await userEvent.selectOptions(dialog.getByLabelText('Opens'), 'prod');
    await userEvent.click(dialog.getByRole('button', { name: 'Create a token' }));

    expect(await screen.findByDisplayValue('the-secret')).toBeVisible();
    expect(server.to(createTokenPath)[0]?.body).toEqual({ name: 'deploy', expiredAt: '', cluster: 'prod' });
    const [, close] = within(screen.getByRole('dialog')).getAllByRole('button', { name: 'Close' });
    await userEvent.click(close as HTMLElement);
    await waitFor(() => expect(screen.queryByDisplayValue('the-secret')).toBeNull());
  });

  it('makes none where the server refuses it, and says why', async () => {
    server.on('POST', createTokenPath, () => ({ status: 429, body: { code: 8, message: 'At most 100.' } }));
    renderPage(<AccessTokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Create a token' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Name/), 'deploy{Enter}');
    expect(await dialog.findByText(/At most 100/)).toBeVisible();
  });

  it('revokes a token after asking', async () => {
    renderPage(<AccessTokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke nightly' }));
    expect(server.to(tokenPath('a1'))).toEqual([]);
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('No access tokens')).toBeVisible();
  });
});
