import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { checkPath } from '@/features/permissions/permissionsApi';
import { AuditPage } from './AuditPage';

const path = '/apis/ghippo.io/v1alpha3/audits';
const record = {
  id: 'r1',
  auditName: 'delete pods',
  resourceType: 'pods',
  resourceName: 'web-1',
  clusterName: 'prod',
  gproduct: 'kpanda',
  status: 'failed',
  user: 'wang',
  client: 'curl/8',
  ip: '10.0.0.7',
  createdAt: '2026-01-01T00:00:00.000Z',
  verb: 'delete',
  namespace: 'shop',
  subresource: '',
  statusCode: 403,
  latencyMilliseconds: 12,
  requestId: 'abc123',
  times: 25,
  via: 'api',
};

describe('the page of the audit', () => {
  let server: FakeServer;
  let mayDelete: boolean;

  beforeEach(() => {
    mayDelete = true;
    const answer = { body: { items: [record], pagination: { total: 120, page: 1, pageSize: 50, pages: 3 } } };
    server = new FakeServer()
      .on('GET', path, () => answer)
      .on('GET', `${path}/kube`, () => ({
        body: { items: [], pagination: { total: 0, page: 1, pageSize: 50, pages: 0 } },
      }))
      .on('GET', checkPath, ({ query }) => ({
        body: {
          items: query.getAll('ask').map((ask) => ({ allowed: mayDelete || !ask.startsWith('delete,'), message: '' })),
        },
      }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }));
  });

  it('tells who did what and what came of it, and everything else in a drawer', async () => {
    renderPage(<AuditPage />, '/audit');
    const row = await screen.findByRole('row', { name: /wang/ });
    expect(row).toHaveTextContent('delete pods');
    expect(row).toHaveTextContent('Refused 403 ×25');
    await userEvent.click(within(row).getByRole('button'));
    expect(await screen.findByText('10.0.0.7')).toBeVisible();
    expect(screen.getByText('abc123')).toBeVisible();
    expect(screen.getByText('12 ms')).toBeVisible();
    expect(screen.getByText('25 times within a minute')).toBeVisible();
  });

  it('tells a caller that left from a failure', async () => {
    server.on('GET', path, () => ({
      body: { items: [{ ...record, statusCode: 499, times: 1 }], pagination: { total: 1, page: 1, pageSize: 50 } },
    }));
    renderPage(<AuditPage />, '/audit');
    expect(await screen.findByRole('row', { name: /wang/ })).toHaveTextContent(/Caller left 499$/);
  });

  it('shows for how long records are kept, and changes what was changed', async () => {
    server
      .on('GET', '/apis/ghippo.io/v1alpha1/audits/clear', () => ({ body: { kubeDays: 30, ghippoDays: 180 } }))
      .on('PUT', `${path}/set-auto-clear`, () => ({}));
    renderPage(<AuditPage />, '/audit');
    await userEvent.click(await screen.findByRole('button', { name: 'Retention' }));
    const days = await screen.findByRole('spinbutton', { name: 'Console and API' });
    expect(days).toHaveValue(180);
    expect(screen.getByRole('spinbutton', { name: 'kubectl and other clients' })).toHaveValue(30);
    await userEvent.clear(days);
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await userEvent.type(days, '365');
    await userEvent.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.to(`${path}/set-auto-clear`).map((call) => call.body)).toEqual([{ days: 365 }]);
    expect(server.to(`${path}/set-auto-clear/kube`)).toHaveLength(0);
  });

  it('offers retention and clearing to those who may alone', async () => {
    mayDelete = false;
    renderPage(<AuditPage />, '/audit');
    await screen.findByText('wang');
    await waitFor(() => expect(server.to(checkPath)[0]?.query.getAll('ask')).toContain('delete,ghippo.io,audits,,,,'));
    expect(screen.getByRole('link', { name: 'Export CSV' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Retention' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Clear…' })).toBeNull();
  });

  it('says why, where the retention is not for everybody', async () => {
    server.on('GET', '/apis/ghippo.io/v1alpha1/audits/clear', () => ({
      status: 403,
      body: { code: 7, message: 'You may not.', details: [] },
    }));
    renderPage(<AuditPage />, '/audit');
    await userEvent.click(await screen.findByRole('button', { name: 'Retention' }));
    expect(await screen.findByText(/You may not\./)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  });

  it('clears the record that is shown, after a question', async () => {
    server.on('POST', `${path}/kube/clear`, () => ({ body: { removed: '3' } }));
    renderPage(<AuditPage />, '/audit?via=kube');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear…' }));
    const dialog = await screen.findByRole('dialog', { name: /Clear old records: kubectl and other clients/ });
    const days = within(dialog).getByRole('spinbutton', { name: 'Older than' });
    await userEvent.clear(days);
    await userEvent.type(days, '7');
    expect(server.to(`${path}/kube/clear`)).toHaveLength(0);
    await userEvent.click(within(dialog).getByRole('button', { name: 'Remove records' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(server.to(`${path}/kube/clear`).map((call) => call.body)).toEqual([{ days: 7 }]);
  });

  it('keeps its filters in the address, asks the server for them and exports the same', async () => {
    const { router } = renderPage(<AuditPage />, '/audit?page=2');
    await screen.findByText('wang');
    await userEvent.type(screen.getByRole('textbox', { name: 'Who' }), 'liu{Enter}');
    await screen.findByRole('option', { name: 'prod' });
    await userEvent.selectOptions(screen.getByLabelText('Cluster'), 'prod');
    await userEvent.selectOptions(screen.getByLabelText('Outcome'), 'failed');
    expect(router.state.location.search).toBe('?user=liu&cluster=prod&outcome=failed');
    await waitFor(() =>
      expect(Object.fromEntries(server.to(path).at(-1)?.query ?? [])).toEqual({
        searchUser: 'liu',
        clusterName: 'prod',
        status: 'failed',
        page: '1',
        pageSize: '50',
      }),
    );
    expect(screen.getByRole('link', { name: 'Export CSV' })).toHaveAttribute(
      'href',
      `${path}/export?searchUser=liu&clusterName=prod&status=failed`,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Clear all filters' }));
    expect(router.state.location.search).toBe('');
  });

  it('shows the calls of kubectl apart', async () => {
    const { router } = renderPage(<AuditPage />, '/audit');
    await screen.findByText('wang');
    await userEvent.click(screen.getByRole('button', { name: 'kubectl and other clients' }));
    expect(await screen.findByText('Nothing is recorded')).toBeVisible();
    expect(router.state.location.search).toBe('?via=kube');
  });

  it('turns pages', async () => {
    renderPage(<AuditPage />, '/audit');
    await screen.findByText('wang');
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(server.to(path).at(-1)?.query.get('page')).toBe('2'));
  });
});
