import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkPath } from '@/shared/access/useMay';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import { ClusterGlance } from './ClusterGlance';
import { FleetOverviewPage } from './FleetOverviewPage';
import type { ClusterOverview, FleetOverview, KindHealth, OverviewCluster, Trouble } from './shapes';

const path = '/api/v1/overview';
const clusterPath = '/api/v1/clusters/prod/overview';
const kind = (segment: string, more: Partial<KindHealth> = {}): KindHealth => ({
  segment,
  total: 4,
  healthy: 4,
  idle: 0,
  progressing: 0,
  warning: 0,
  failing: 0,
  ...more,
});
const amount = (allocatable: string, requested: string) => ({ allocatable, requested });
const capacity = {
  cpu: amount('26000', '7600'),
  memory: amount(String(80 * 2 ** 30), String(79 * 2 ** 30)),
  pods: amount('0', '0'),
};
const cluster = (name: string, more: Partial<OverviewCluster> = {}): OverviewCluster => ({
  name,
  alias: '',
  phase: 'Running',
  message: '',
  version: 'v1.36.2',
  isKnown: true,
  nodes: kind('nodes'),
  pods: kind('pods', { total: 10, healthy: 8, failing: 2 }),
  capacity,
  ...more,
});
const trouble: Trouble = {
  cluster: 'prod',
  namespace: 'shop',
  name: 'cart-7f8',
  kind: 'Pod',
  segment: 'pods',
  state: 'Pending',
  severity: 'failing',
  message: 'The image cannot be pulled.',
  alike: 2,
};
const fleet = (more: Partial<FleetOverview> = {}): FleetOverview => ({
  phases: { Running: 2, Unknown: 1 },
  versions: { 'v1.9.1': 1, 'v1.36.2': 2 },
  capacity,
  clusters: [cluster('edge', { phase: 'Unknown', message: 'No route.', isKnown: false }), cluster('prod')],
  clusterTotal: 3,
  workloads: [kind('deployments', { failing: 2 })],
  troubles: [
    trouble,
    { ...trouble, name: 'edge', kind: 'Cluster', cluster: 'edge', namespace: '', segment: 'clusters', alike: 0 },
  ],
  troubleTotal: 40,
  ...more,
});

describe('the overview of the fleet', () => {
  let server: FakeServer;
  let events: object[];
  /** Beginnings of the questions that are answered with no. */
  let denied: string[];
  beforeEach(() => {
    events = [];
    denied = [];
    server = new FakeServer()
      .on('GET', '/apis/kpanda.io/v1alpha1/asl/events', () => ({ body: { items: events } }))
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map((ask) => ({ allowed: !denied.some((verb) => ask.startsWith(verb)) })) },
      }));
  });

  it('shows its layout while it loads', () => {
    renderPage(<FleetOverviewPage />);
    expect(screen.getByText('Loading')).toBeInTheDocument();
  });

  it('leads straight to what is broken, and says why', async () => {
    server.on('GET', path, () => ({ body: fleet() }));
    renderPage(<FleetOverviewPage />);
    const wrong = await screen.findByRole('grid', { name: 'What is wrong now' });
    expect(within(wrong).getByRole('link', { name: 'cart-7f8' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/pods/cart-7f8',
    );
    expect(within(wrong).getByRole('link', { name: 'edge' })).toHaveAttribute('href', '/clusters/edge');
    expect(within(wrong).getAllByText(/The image cannot be pulled\./)).toHaveLength(2);
    expect(within(wrong).getByText('and 2 more alike')).toBeInTheDocument();
    expect(screen.getByText(/The worst 2 of 40\./)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'All pods, the worst first' })).toHaveAttribute(
      'href',
      '/workloads/pods?sort=state%3Adesc',
    );
  });

  it('says how many clusters there are of which version, how full they are, and which are not known', async () => {
    server.on('GET', path, () => ({ body: fleet() }));
    renderPage(<FleetOverviewPage />);
    const versions = await screen.findByRole('list', { name: 'Clusters by version' });
    expect(
      within(versions)
        .getAllByRole('listitem')
        .map((item) => item.textContent),
    ).toEqual(['v1.36.2 × 2', 'v1.9.1 × 1']);
    expect(screen.getAllByText('7.6 of 26 (29 %)')).not.toHaveLength(0);
    const rows = within(screen.getByRole('grid', { name: 'Clusters' })).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(/edge.*–.*–/);
    expect(within(rows[2] as HTMLElement).getByRole('link', { name: 'Pods · prod 8/10' })).toHaveAttribute(
      'href',
      '/clusters/prod/pods?sort=state%3Adesc',
    );
  });

  it('shows warnings as they happen, with a link to what they are about', async () => {
    server.on('GET', path, () => ({ body: fleet() }));
    events = [
      {
        metadata: { name: 'e1', namespace: 'shop', cluster: 'prod' },
        reason: 'BackOff',
        message: 'Back-off pulling image',
        lastTimestamp: '1700000000000',
        involvedObject: { kind: 'Pod', name: 'cart-7f8', namespace: 'shop' },
      },
    ];
    renderPage(<FleetOverviewPage />);
    const warnings = await screen.findByRole('grid', { name: 'Warnings of late' });
    expect(within(warnings).getByRole('link', { name: 'cart-7f8' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/pods/cart-7f8',
    );
    expect(within(warnings).getByText('BackOff')).toBeInTheDocument();
  });

  it('invites to import where there is no cluster', async () => {
    server.on('GET', path, () => ({ body: fleet({ clusters: [], clusterTotal: 0, troubles: [], troubleTotal: 0 }) }));
    renderPage(<FleetOverviewPage />);
    expect(await screen.findByText('No clusters yet')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Import cluster' })).toBeInTheDocument();
  });

  it('tells somebody to whom nothing was given whom to ask', async () => {
    denied = ['create,', 'list,'];
    server.on('GET', path, () => ({ body: fleet({ clusters: [], clusterTotal: 0, troubles: [], troubleTotal: 0 }) }));
    const { router } = renderPage(<FleetOverviewPage />);
    expect(await screen.findByText('Nothing has been given to you yet')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Import cluster' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'My permissions' }));
    expect(router.state.location.pathname).toBe('/my-permissions');
  });

  it('begins at the namespaces of those who see no nodes, and leaves out how full clusters are', async () => {
    denied = ['list,,nodes,,*'];
    server
      .on('GET', path, () => ({ body: fleet() }))
      .on('GET', '/apis/kpanda.io/v1alpha1/asl/namespaces', () => ({
        body: {
          items: [
            { metadata: { name: 'shop', cluster: 'prod' }, kpanda: { key: 'k', state: 'Active', severity: 'healthy' } },
          ],
          pagination: { total: 21, page: 1, pageSize: 20 },
        },
      }));
    renderPage(<FleetOverviewPage />);
    const own = await screen.findByRole('grid', { name: 'Your namespaces' });
    expect(await within(own).findByRole('link', { name: 'shop' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop',
    );
    expect(screen.getByRole('link', { name: 'All 21 namespaces' })).toHaveAttribute('href', '/namespaces');
    expect(screen.queryByText('Capacity and requests')).not.toBeInTheDocument();
    const clusters = within(screen.getByRole('grid', { name: 'Clusters' }));
    expect(clusters.getAllByRole('columnheader').map((head) => head.textContent)).toEqual([
      'Name',
      'Status',
      'Version',
      'Pods',
    ]);
  });

  it('says so when nothing is wrong', async () => {
    server.on('GET', path, () => ({ body: fleet({ troubles: [], troubleTotal: 0 }) }));
    renderPage(<FleetOverviewPage />);
    expect(await screen.findByText('Nothing is wrong')).toBeInTheDocument();
  });

  it('says who can help where the person may not look', async () => {
    server.on('GET', path, () => ({ status: 403, body: { code: 7, message: 'You lack the right.' } }));
    renderPage(<FleetOverviewPage />);
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });

  it('keeps what was last known when the server goes away, and reads again when something happens', async () => {
    let isAway = false;
    server.on('GET', path, () => (isAway ? { status: 503, body: { code: 14, message: 'Away.' } } : { body: fleet() }));
    renderPage(<FleetOverviewPage />);
    await screen.findByRole('link', { name: 'cart-7f8' });
    isAway = true;
    const socket = FakeSocket.last;
    act(() => socket.accept());
    const overview = socket.sent.find(
      ({ type, path: followed }) => type === 'subscribe' && followed?.endsWith('/clusters'),
    );
    act(() =>
      socket.say({ type: 'changed', id: overview?.id ?? '', added: 0, removed: 0, modified: 1, moved: 0, total: 2 }),
    );
    expect(await screen.findByText(/Out of reach/)).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'cart-7f8' })).toBeInTheDocument();
  });

  it('names the clusters whose part is old', async () => {
    const freshness = [{ cluster: 'edge', synced: true, live: false, reason: 'x', message: 'No route.' }];
    server.on('GET', path, () => ({ body: fleet({ freshness }) }));
    renderPage(<FleetOverviewPage />);
    expect(await screen.findByText(/edge is away/)).toBeInTheDocument();
  });
});

describe('a cluster at a glance', () => {
  const glance = (more: Partial<ClusterOverview> = {}): ClusterOverview => ({
    cluster: cluster('prod'),
    workloads: [kind('pods')],
    troubles: [],
    troubleTotal: 0,
    addOns: [
      {
        category: 'dns',
        title: 'CoreDNS',
        version: 'v1.12.3',
        namespace: 'kube-system',
        name: 'coredns',
        segment: 'deployments',
        state: 'Running',
        severity: 'healthy',
        message: '',
      },
      {
        category: 'backup',
        title: 'Velero',
        version: '',
        namespace: '',
        name: '',
        segment: '',
        state: '',
        severity: 'none',
        message: '',
      },
    ],
    ...more,
  });
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer().on('GET', '/apis/kpanda.io/v1alpha1/clusters/prod/events', () => ({
      body: { items: [] },
    }));
  });

  it('names what was recognised in it, with a link to its workload', async () => {
    server.on('GET', clusterPath, () => ({ body: glance() }));
    renderPage(<ClusterGlance cluster="prod" components={null} />);
    expect(await screen.findByRole('link', { name: 'CoreDNS' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/kube-system/deployments/coredns',
    );
    expect(screen.getByText('v1.12.3')).toBeInTheDocument();
    expect(screen.getByText('Velero')).toBeInTheDocument();
    expect(screen.getByText('Nothing is wrong')).toBeInTheDocument();
    expect(await screen.findByText('No warnings of late.')).toBeInTheDocument();
  });

  it('leads from a kind to its list in this cluster, the worst first', async () => {
    server.on('GET', clusterPath, () => ({ body: glance() }));
    renderPage(<ClusterGlance cluster="prod" components={null} />);
    expect(await screen.findByRole('link', { name: 'Pods' })).toHaveAttribute(
      'href',
      '/clusters/prod/pods?sort=state%3Adesc',
    );
  });

  it('stays useful while the cluster is away', async () => {
    const freshness = [{ cluster: 'prod', synced: true, live: false, reason: 'x', message: 'No route.' }];
    server.on('GET', clusterPath, () => ({ body: glance({ freshness }) }));
    renderPage(<ClusterGlance cluster="prod" components={<p>parts</p>} />);
    expect(await screen.findByText(/prod is away/)).toBeInTheDocument();
    expect(screen.getByText('parts')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'CoreDNS' })).toBeInTheDocument();
  });
});
