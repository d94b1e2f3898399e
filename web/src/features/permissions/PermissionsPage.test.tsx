import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { checkPath, grantPath, grantsPath, rolesPath, subjectsPath } from './permissionsApi';
import { PermissionsPage } from './PermissionsPage';

const granted = {
  id: 'g1',
  subject: { kind: 'User', id: 'u1', name: 'ann' },
  role: 'role-template-ns-edit',
  roleKind: 'ClusterRole',
  cluster: 'prod',
  namespace: 'shop',
  source: 'granted',
  state: 'failed',
  message: 'The cluster said no.',
  binding: 'kpanda-grant-g1',
  grantedBy: { kind: 'User', id: 'u0', name: 'root' },
  granted: '2026-01-01T00:00:00Z',
  mayDelete: true,
  mayUpdate: true,
};
const byHand = {
  ...granted,
  id: '',
  subject: { kind: 'Group', id: '', name: 'operators' },
  role: 'view',
  source: 'hand-made',
  state: 'applied',
  message: '',
  binding: 'by-hand',
  grantedBy: undefined,
  granted: undefined,
  mayDelete: false,
  mayUpdate: false,
};

describe('the page of permissions', () => {
  let server: FakeServer;
  let items: object[];
  let allowed: boolean;

  beforeEach(() => {
    items = [granted, byHand];
    allowed = true;
    server = new FakeServer()
      .on('GET', grantsPath, () => ({
        body: { items, pagination: { total: items.length, page: 1, pageSize: 10, pages: 1 } },
      }))
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed, message: allowed ? '' : 'You may not create.' })) },
      }))
      .on('GET', rolesPath, () => ({
        body: { items: [{ name: 'role-template-ns-admin', level: 'namespace', rules: [], mayGrant: false }] },
      }))
      .on('GET', subjectsPath, () => ({
        body: {
          items: [{ kind: 'User', id: 'u2', name: 'bob' }],
          pagination: { total: 1, page: 1, pageSize: 8, pages: 1 },
        },
      }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces', () => ({
        body: { items: [{ metadata: { name: 'shop' } }, { metadata: { name: 'cart' } }] },
      }))
      .on('POST', grantsPath, () => ({ body: { items: [] } }))
      .on('DELETE', grantPath('g1'), () => {
        items = [byHand];
        return { body: granted };
      });
  });

  it('says how a grant stands and why, and leads to what was made by hand', async () => {
    renderPage(<PermissionsPage />, '/?tab=namespace');
    const row = within(await screen.findByRole('row', { name: /ann/ }));
    expect(row.getByText('Failed')).toBeVisible();
    expect(row.getByText('The cluster said no.')).toBeVisible();
    expect(row.getByText('Namespace Editor')).toBeVisible();
    const hand = within(screen.getByRole('row', { name: /operators/ }));
    expect(hand.getByRole('link', { name: 'Made by hand in the cluster' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/rolebindings/by-hand',
    );
    expect(hand.queryByRole('button')).toBeNull();
  });

  it('grants to several at once, and offers no role that the person may not give', async () => {
    renderPage(<PermissionsPage />, '/?tab=namespace');
    const add = await screen.findByRole('button', { name: 'Grant in namespaces' });
    await waitFor(() => expect(add).not.toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(add);
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(await dialog.findByLabelText('shop'));
    await userEvent.click(dialog.getByLabelText('cart'));
    await userEvent.click(await dialog.findByLabelText('bob'));
    await waitFor(() => expect(dialog.getByRole('radio', { name: /Namespace Admin/ })).toBeDisabled());
    await userEvent.click(dialog.getByRole('radio', { name: /Namespace Viewer/ }));
    await userEvent.click(dialog.getByRole('button', { name: 'Grant' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.to(grantsPath).find(({ method }) => method === 'POST')?.body).toEqual({
      cluster: 'prod',
      namespaces: ['shop', 'cart'],
      role: 'role-template-ns-view',
      subjects: [{ kind: 'User', id: 'u2' }],
    });
  });

  it('takes a grant back after asking', async () => {
    renderPage(<PermissionsPage />, '/?tab=namespace');
    await userEvent.click(await screen.findByRole('button', { name: 'Actions for ann' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Take back' }));
    expect(server.to(grantPath('g1'))).toEqual([]);
    await userEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Take back' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /ann/ })).toBeNull());
  });

  it('cannot be used by whoever may grant nowhere', async () => {
    allowed = false;
    renderPage(<PermissionsPage />);
    const add = await screen.findByRole('button', { name: 'Grant in a cluster' });
    await waitFor(() => expect(add).toHaveAttribute('aria-disabled', 'true'));
    await userEvent.click(add);
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
