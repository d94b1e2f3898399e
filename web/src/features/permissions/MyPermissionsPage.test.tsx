import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { MyPermissionsPage } from './MyPermissionsPage';
import { allowedPath, minePath, type MyPermissions } from './permissionsApi';

const own: MyPermissions['items'][number] = {
  id: 'g1',
  subject: { kind: 'User', id: 'u1', name: 'ann' },
  role: 'role-template-ns-edit',
  roleKind: 'ClusterRole',
  cluster: 'prod',
  namespace: 'shop',
  source: 'granted',
  state: 'applied',
  message: '',
  madeBy: '',
  binding: 'kpanda-grant-g1',
  mayDelete: false,
  mayUpdate: false,
};
const ofGroup = {
  ...own,
  id: '',
  subject: { kind: 'Group', id: '', name: 'operators' },
  role: 'view',
  namespace: '',
  source: 'hand-made',
  binding: 'by-hand',
};

describe('the page of what I hold', () => {
  let server: FakeServer;
  let mine: MyPermissions;

  beforeEach(() => {
    mine = { name: 'ann', groups: ['operators'], isAdministrator: false, managesEveryCluster: false, items: [] };
    server = new FakeServer()
      .on('GET', minePath, () => ({ body: mine }))
      .on('GET', allowedPath, ({ query }) => ({
        body: {
          subject: { kind: 'User', id: 'u1', name: 'ann' },
          cluster: 'prod',
          namespace: query.get('namespace') ?? '',
          readOnly: false,
          namespaces: ['shop'],
          reasons: [own],
          items: query.get('namespace')
            ? [{ group: '', resource: 'pods', verbs: [{ verb: 'get', names: [], by: [0] }] }]
            : [],
        },
      }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces', () => ({
        body: { items: [{ metadata: { name: 'shop' } }] },
      }));
  });

  it('lists what I hold by myself and through groups, and lets me give none of it away', async () => {
    mine.items = [own, ofGroup];
    renderPage(<MyPermissionsPage />, '/my-permissions');
    const table = within(await screen.findByRole('grid', { name: 'My permissions' }));
    const self = within(table.getByRole('row', { name: /ann/ }));
    expect(self.getByText('Namespace Editor')).toBeVisible();
    expect(self.getByText('shop')).toBeVisible();
    const group = within(table.getByRole('row', { name: /operators/ }));
    expect(group.getByText('The whole cluster')).toBeVisible();
    expect(group.getByRole('link', { name: 'Made by hand in the cluster' })).toHaveAttribute(
      'href',
      '/clusters/prod/clusterrolebindings/by-hand',
    );
    expect(table.queryByRole('button')).toBeNull();
    expect(screen.getByText('Your groups: operators')).toBeVisible();
  });

  it('says kind by kind what I may do in a namespace, asked about myself', async () => {
    mine.items = [own];
    renderPage(<MyPermissionsPage />, '/my-permissions');
    await screen.findByText('Nothing is allowed here');
    await userEvent.click(await screen.findByRole('button', { name: 'shop' }));
    expect(await screen.findByRole('row', { name: /^pods/ })).toHaveTextContent('Namespace Editor, granted (shop)');
    const asked = server.to(allowedPath).at(-1)?.query;
    expect([asked?.get('user') ?? '', asked?.get('group') ?? '', asked?.get('namespace')]).toEqual(['', '', 'shop']);
  });

  it('tells whom to ask where I hold nothing, and asks nothing further', async () => {
    mine.groups = [];
    renderPage(<MyPermissionsPage />, '/my-permissions');
    expect(await screen.findByText('You hold nothing yet')).toBeVisible();
    expect(
      screen.getByText('Ask an administrator of the platform, of a cluster or of a namespace for a role.'),
    ).toBeVisible();
    expect(screen.queryByText('What you may do')).toBeNull();
    expect(server.to(allowedPath)).toEqual([]);
  });

  it('says that a platform role opens everything', async () => {
    mine = { ...mine, isAdministrator: true, managesEveryCluster: true };
    renderPage(<MyPermissionsPage />, '/my-permissions');
    expect(
      await screen.findByText('You are an administrator of the platform and may do everything.', { exact: false }),
    ).toBeVisible();
    expect(screen.getByText('You need no grants')).toBeVisible();
    expect(screen.getByText('What you may do')).toBeVisible();
  });

  it('says what went wrong, and tries again', async () => {
    let fails = true;
    server.on('GET', minePath, () =>
      fails ? { status: 500, body: { code: 13, message: 'It broke.' } } : { body: mine },
    );
    renderPage(<MyPermissionsPage />, '/my-permissions');
    expect(await screen.findByText('It broke.', { exact: false })).toBeVisible();
    fails = false;
    await userEvent.click(screen.getByRole('button', { name: /again/i }));
    await waitFor(() => expect(screen.getByText('You hold nothing yet')).toBeVisible());
  });
});
