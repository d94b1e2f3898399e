import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath } from '@/features/permissions/permissionsApi';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { IdentityProvidersPage } from './IdentityProvidersPage';
import {
  discoveryPath,
  ldapGroupPath,
  ldapPath,
  ldapsPath,
  newLdapPath,
  oidcPath,
  oidcsPath,
  testAuthenticationPath,
  testConnectionPath,
} from './providerApi';

const corp = {
  alias: 'corp',
  displayName: 'Corporation',
  clientId: 'kpanda',
  clientAuthentications: 'client_secret_post',
  enableAutoLinkFlow: false,
  enabled: true,
  issuer: 'https://id.example.com',
  scopes: 'openid profile email',
  nameClaim: 'preferred_username',
  groupsClaim: 'groups',
  groupPrefix: '',
  hasSecret: true,
  people: 12,
  dependents: 3,
  problem: 'id.example.com answers 503',
};
const staff = {
  id: 'l1',
  name: 'staff',
  vendor: 'other',
  enabled: true,
  displayName: 'staff',
  connectionUrl: 'ldaps://ldap.example.com',
};
const sync = {
  ignored: false,
  added: 2,
  updated: 1,
  removed: 0,
  failed: 1,
  status: 'Partly done.',
  found: 40,
  groups: 5,
  startedAt: '2026-01-01T00:00:00Z',
  finishedAt: '2026-01-01T00:00:01Z',
  problems: [{ entry: 'uid=x', reason: 'external.name.unusable', message: 'No usable name.' }],
};

describe('the page of identity providers', () => {
  let server: FakeServer;
  let allowed: boolean;
  let oidcs: object[];

  beforeEach(() => {
    allowed = true;
    oidcs = [corp];
    server = new FakeServer()
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed, message: '' })) },
      }))
      .on('GET', oidcsPath, () => ({ body: { items: oidcs } }))
      .on('GET', ldapsPath, () => ({ body: { items: [staff] } }))
      .on('GET', ldapPath('l1'), () => ({
        body: { ...staff, startTls: 'false', hasBindCredential: true, pageSize: 500 },
      }));
  });

  const row = (name: RegExp) => screen.findByRole('row', { name });
  const choose = async (name: string, action: string) => {
    await userEvent.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
    await userEvent.click(await screen.findByRole('menuitem', { name: action }));
  };

  it('lists both kinds with their state, and what is wrong', async () => {
    renderPage(<IdentityProvidersPage />);
    const provider = await row(/corp/);
    expect(provider).toHaveTextContent('Corporation');
    expect(provider).toHaveTextContent('id.example.com answers 503');
    expect(provider).toHaveTextContent('12');
    expect(await row(/staff/)).toHaveTextContent('Not synced yet');
  });

  it('is for an Admin alone', async () => {
    allowed = false;
    renderPage(<IdentityProvidersPage />);
    expect(await screen.findByText(/Only an Admin looks after identity providers/)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Add an/ })).toBeNull();
  });

  it('tests an issuer, takes its own spelling, and makes a provider of it', async () => {
    server
      .on('GET', discoveryPath, () => ({
        body: {
          issuer: 'https://id.example.com/',
          authorizationEndpoint: 'https://id.example.com/a',
          tokenEndpoint: 'https://id.example.com/t',
        },
      }))
      .on('GET', `${oidcPath('new')}/redirect-url`, () => ({ body: { url: 'https://here/auth/oidc/new/callback' } }))
      .on('POST', oidcsPath, () => ({}));
    renderPage(<IdentityProvidersPage />, '/identity-providers?create=oidc');
    await userEvent.type(await screen.findByLabelText(/^Alias/), 'new');
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(screen.getByLabelText(/^Issuer/), 'https://id.example.com');
    await userEvent.click(screen.getByRole('button', { name: 'Test the issuer' }));
    expect(await screen.findByText('https://id.example.com/t')).toBeVisible();
    expect(screen.getByLabelText(/^Issuer/)).toHaveValue('https://id.example.com/');
    expect(await screen.findByDisplayValue('https://here/auth/oidc/new/callback')).toBeVisible();
    await userEvent.type(screen.getByLabelText(/^Client ID/), 'kpanda');
    await userEvent.type(screen.getByLabelText(/^Client secret/), 'secret');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(server.calls.find(({ method }) => method === 'POST')?.body).toMatchObject({
        alias: 'new',
        issuer: 'https://id.example.com/',
        clientId: 'kpanda',
        clientSecret: 'secret',
        providerId: 'oidc',
        enabled: true,
        enableAutoLinkFlow: false,
      }),
    );
  });

  it('changes what was changed, keeps the secret, and opens the field that is refused', async () => {
    server.on('PUT', oidcPath('corp'), () => ({
      status: 400,
      body: { code: 3, message: 'The scopes must contain openid.', details: [{ field: 'scopes' }] },
    }));
    renderPage(<IdentityProvidersPage />);
    await choose('corp', 'Edit');
    expect(await screen.findByLabelText(/^Alias/)).toBeDisabled();
    expect(screen.getByLabelText(/^Client secret/)).toHaveValue('');
    await userEvent.click(screen.getByLabelText('Link to local accounts by e-mail address'));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('The scopes must contain openid.')).toBeVisible();
    expect(server.to(oidcPath('corp')).map(({ body }) => body)).toEqual([{ enableAutoLinkFlow: true }]);
  });

  it('tells whom it locks out before one is disabled or deleted', async () => {
    server
      .on('PUT', oidcPath('corp'), () => ({}))
      .on('DELETE', oidcPath('corp'), () => {
        oidcs = [];
        return {};
      });
    renderPage(<IdentityProvidersPage />);
    await choose('corp', 'Disable');
    const asked = within(await screen.findByRole('dialog'));
    expect(asked.getByText(/3 people cannot sign in any more/)).toBeVisible();
    await userEvent.click(asked.getByRole('button', { name: 'Disable' }));
    await waitFor(() => expect(server.to(oidcPath('corp'))[0]?.body).toEqual({ enabled: false }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await choose('corp', 'Delete');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/3 people cannot sign in any more/)).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'corp{Enter}');
    await waitFor(() => expect(screen.queryByRole('row', { name: /corp/ })).toBeNull());
  });

  it('makes a directory with its search for groups, after testing it', async () => {
    for (const path of [testConnectionPath, testAuthenticationPath]) server.on('POST', path, () => ({}));
    server
      .on('POST', newLdapPath, () => ({ body: { id: 'l2' } }))
      .on('POST', ldapGroupPath('l2'), () => ({ body: { id: 'g' } }));
    renderPage(<IdentityProvidersPage />, '/identity-providers?create=ldap');
    await userEvent.type(await screen.findByLabelText(/^Name \*?$|^Name$/), 'second');
    await userEvent.type(screen.getByLabelText(/^Servers/), 'ldaps://b.example');
    await userEvent.type(screen.getByLabelText(/^Bind DN/), 'cn=reader');
    await userEvent.type(screen.getByLabelText(/^Password/), 'secret');
    await userEvent.type(screen.getByLabelText(/^Base of people/), 'ou=people');
    await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
    expect(await screen.findByText(/the account may bind/)).toBeVisible();
    expect(server.to(testAuthenticationPath)[0]?.body).toMatchObject({
      bindDn: 'cn=reader',
      bindCredential: 'secret',
      usersDn: 'ou=people',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Groups' }));
    await userEvent.type(screen.getByLabelText(/^Base of groups/), 'ou=groups');
    await userEvent.selectOptions(screen.getByLabelText(/^Members are named by/), 'UID');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(server.to(ldapGroupPath('l2'))[0]?.body).toMatchObject({
        groupDn: 'ou=groups',
        membershipType: 'UID',
        nested: false,
      }),
    );
    expect(server.to(newLdapPath)[0]?.body).toMatchObject({
      name: 'second',
      connectionUrl: 'ldaps://b.example',
      startTls: 'false',
      pageSize: 500,
      fullSyncPeriod: '3600',
    });
    expect(server.to(newLdapPath)[0]?.body).not.toHaveProperty('groupDn');
  });

  it('goes on with the directory that was made, when its groups are refused', async () => {
    let isRefused = true;
    server
      .on('POST', newLdapPath, () => ({ body: { id: 'l2' } }))
      .on('PUT', ldapPath('l2'), () => ({}))
      .on('POST', ldapGroupPath('l2'), () =>
        isRefused
          ? {
              status: 400,
              body: { code: 3, message: 'That is no filter.', details: [{ field: 'groupLdapFilter' }] },
            }
          : { body: { id: 'g' } },
      );
    renderPage(<IdentityProvidersPage />, '/identity-providers?create=ldap');
    await userEvent.type(await screen.findByLabelText(/^Name \*?$|^Name$/), 'second');
    await userEvent.type(screen.getByLabelText(/^Servers/), 'ldaps://b.example');
    await userEvent.type(screen.getByLabelText(/^Base of people/), 'ou=people');
    await userEvent.click(screen.getByRole('button', { name: 'Groups' }));
    await userEvent.type(screen.getByLabelText(/^Base of groups/), 'ou=groups');
    await userEvent.type(screen.getByLabelText(/^Filter of groups/), '(wrong');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('That is no filter.')).toBeVisible();
    expect(screen.getByLabelText(/^Filter of groups/)).toHaveAccessibleDescription(/^That is no filter\./);
    expect(screen.getByLabelText(/^Name \*?$|^Name$/)).toBeDisabled();

    isRefused = false;
    await userEvent.type(screen.getByLabelText(/^Servers/), ' ldaps://c.example');
    await userEvent.clear(screen.getByLabelText(/^Filter of groups/));
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.to(ldapGroupPath('l2'))).toHaveLength(2));
    expect(server.to(newLdapPath)).toHaveLength(1);
    expect(server.to(ldapPath('l2')).map(({ body }) => body)).toEqual([
      { connectionUrl: 'ldaps://b.example ldaps://c.example' },
    ]);
    expect(server.to(ldapGroupPath('l2'))[1]?.body).toMatchObject({ groupDn: 'ou=groups', groupLdapFilter: '' });
  });

  it('tells what is wrong with a connection at its field', async () => {
    server.on('POST', testConnectionPath, () => ({
      status: 400,
      body: { code: 3, message: 'That is no address.', details: [{ field: 'connectionUrl' }] },
    }));
    renderPage(<IdentityProvidersPage />, '/identity-providers?create=ldap');
    await userEvent.type(await screen.findByLabelText(/^Servers/), 'nowhere');
    await userEvent.click(screen.getByRole('button', { name: 'Test the connection' }));
    expect(await screen.findByText('That is no address.')).toBeVisible();
    expect(screen.getByLabelText(/^Servers/)).toHaveAccessibleDescription(/^That is no address\./);
  });

  it('syncs a directory, and tells what it came to', async () => {
    server.on('POST', `${ldapPath('l1')}/sync`, () => ({ body: sync }));
    renderPage(<IdentityProvidersPage />);
    await choose('staff', 'Sync now');
    expect(
      await screen.findByText(/40 people and 5 groups found; 2 added, 1 changed, 0 disabled, 1 failed/),
    ).toBeVisible();
    expect(screen.getByText(/No usable name\./)).toBeVisible();
  });
});
