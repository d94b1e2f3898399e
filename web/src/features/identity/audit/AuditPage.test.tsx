import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
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
  via: 'api',
};

describe('the page of the audit', () => {
  let server: FakeServer;

  beforeEach(() => {
    const answer = { body: { items: [record], pagination: { total: 120, page: 1, pageSize: 50, pages: 3 } } };
    server = new FakeServer()
      .on('GET', path, () => answer)
      .on('GET', `${path}/kube`, () => ({
        body: { items: [], pagination: { total: 0, page: 1, pageSize: 50, pages: 0 } },
      }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }));
  });

  it('tells who did what and what came of it, and everything else in a drawer', async () => {
    renderPage(<AuditPage />, '/audit');
    const row = await screen.findByRole('row', { name: /wang/ });
    expect(row).toHaveTextContent('delete pods');
    expect(row).toHaveTextContent('Refused 403');
    await userEvent.click(within(row).getByRole('button'));
    expect(await screen.findByText('10.0.0.7')).toBeVisible();
    expect(screen.getByText('abc123')).toBeVisible();
    expect(screen.getByText('12 ms')).toBeVisible();
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
