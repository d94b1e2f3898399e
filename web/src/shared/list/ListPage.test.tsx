import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import type { ListedObject, Severity } from '@/shared/api/published';
import { pod } from '@/features/workloads/kinds/pod';
import { kindList } from './columns';
import { ListPage } from './ListPage';

const path = '/apis/kpanda.io/v1alpha1/asl/pods';
const descriptor = kindList(pod, {});

const row = (name: string, version = '1', podStatus = 'Running', severity: Severity = 'healthy') =>
  ({
    metadata: { name, namespace: 'shop', cluster: 'prod', uid: name, resourceVersion: version },
    status: { podStatus, containerReadyCount: 1, containerTotalCount: 1 },
    kpanda: { key: `prod/shop/${name}`, state: podStatus, severity },
  }) as ListedObject;

const answer = (rows: ListedObject[], more: object = {}) => ({
  body: { items: rows, pagination: { total: rows.length, page: 1, pageSize: 50, pages: 1 }, ...more },
});

describe('a list page', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });

  const open = (address = '/') => {
    const page = renderPage(<ListPage descriptor={descriptor} path={path} />, address);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    return page;
  };
  const names = () =>
    screen
      .getAllByRole('link')
      .map((link) => link.textContent)
      .filter((text) => text?.startsWith('cart'));

  it('shows its real layout while it loads', () => {
    renderPage(<ListPage descriptor={descriptor} path={path} />);
    const skeleton = screen.getByRole('grid', { name: 'Loading the list' });
    expect(within(skeleton).getByText('Restarts')).toBeInTheDocument();
  });

  it('reads the list once, after the subscription stands, and tells which rows are visible', async () => {
    server.on('GET', path, () => answer([row('cart-1'), row('cart-2')]));
    open();
    await screen.findByText('cart-1');
    expect(server.to(path)).toHaveLength(1);
    expect(FakeSocket.last.sent[0]).toMatchObject({ type: 'subscribe', path });
    await waitFor(() =>
      expect(FakeSocket.last.sent.at(-1)).toMatchObject({
        type: 'visible',
        keys: ['prod/shop/cart-1', 'prod/shop/cart-2'],
      }),
    );
  });

  it('asks what the address says', async () => {
    server.on('GET', path, () => answer([row('cart-1')]));
    open('/?q=cart&state=Running&sort=created_at:desc&page=1&size=20');
    await screen.findByText('cart-1');
    const [call] = server.to(path);
    expect(Object.fromEntries(call?.query ?? [])).toEqual({
      fuzzyName: 'cart',
      phase: 'Running',
      sortBy: 'created_at',
      sortDir: 'desc',
      page: '1',
      pageSize: '20',
    });
  });

  it('replaces a changed row in place without asking again', async () => {
    server.on('GET', path, () => answer([row('cart-1'), row('cart-2')]));
    open();
    await screen.findByText('cart-1');
    act(() =>
      FakeSocket.last.say({ type: 'upsert', id: '1', items: [row('cart-1', '2', 'CrashLoopBackOff', 'failing')] }),
    );
    expect(await screen.findByText('CrashLoopBackOff')).toBeInTheDocument();
    expect(names()).toEqual(['cart-1', 'cart-2']);
    expect(server.to(path)).toHaveLength(1);
  });

  it('reads again by itself when rows come and nobody reads the table', async () => {
    let rows = [row('cart-1')];
    server.on('GET', path, () => answer(rows));
    open();
    await screen.findByText('cart-1');
    rows = [row('cart-0'), row('cart-1')];
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 1, removed: 0, modified: 0, moved: 0, total: 2 }));
    expect(await screen.findByText('cart-0')).toBeInTheDocument();
  });

  it('holds new and gone rows back while a person reads, until they ask', async () => {
    let rows = [row('cart-1'), row('cart-2')];
    server.on('GET', path, () => answer(rows));
    open();
    const user = userEvent.setup();
    await user.hover(await screen.findByText('cart-1'));
    rows = [row('cart-0'), row('cart-2')];
    act(() => FakeSocket.last.say({ type: 'remove', id: '1', keys: ['prod/shop/cart-1'] }));
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 1, removed: 0, modified: 0, moved: 0, total: 2 }));
    expect(await screen.findByText(/1 new, 1 gone/)).toBeInTheDocument();
    expect(names()).toEqual(['cart-1', 'cart-2']);
    await user.click(screen.getByRole('button', { name: 'Show now' }));
    await waitFor(() => expect(names()).toEqual(['cart-0', 'cart-2']));
  });

  it('reads again when a row below the fold takes another place in the order of states', async () => {
    let rows = [row('cart-1')];
    server.on('GET', path, () => answer(rows));
    open('/?sort=state:desc');
    await screen.findByText('cart-1');
    rows = [row('cart-9', '2', 'CrashLoopBackOff', 'failing')];
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 0, removed: 0, modified: 1, moved: 1, total: 2 }));
    expect(await screen.findByText('cart-9')).toBeInTheDocument();
  });

  it('leaves the order by name alone when states change', async () => {
    server.on('GET', path, () => answer([row('cart-1')]));
    open();
    await screen.findByText('cart-1');
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 0, removed: 0, modified: 1, moved: 1, total: 2 }));
    act(() => FakeSocket.last.say({ type: 'upsert', id: '1', items: [row('cart-1', '2', 'Pending', 'progressing')] }));
    await screen.findByText('Pending');
    expect(server.to(path)).toHaveLength(1);
  });

  it('keeps a row that the channel told while an older answer was on its way', async () => {
    let rows = [row('cart-1', '1')];
    server.on('GET', path, () => answer(rows));
    open();
    await screen.findByText('cart-1');
    rows = [row('cart-1', '1'), row('cart-2', '1')];
    act(() => FakeSocket.last.say({ type: 'upsert', id: '1', items: [row('cart-1', '5', 'Pending', 'progressing')] }));
    act(() => FakeSocket.last.say({ type: 'changed', id: '1', added: 1, removed: 0, modified: 0, moved: 0, total: 2 }));
    expect(await screen.findByText('cart-2')).toBeInTheDocument();
    expect(screen.getByText('Pending')).toBeInTheDocument();
  });

  it('comes back with its rows and their versions, so that only the difference is told', async () => {
    server.on('GET', path, () => answer([row('cart-1', '7'), row('cart-2', '8')]));
    const { live } = open();
    await screen.findByText('cart-1');
    await waitFor(() => expect(FakeSocket.last.sent.at(-1)).toMatchObject({ type: 'visible' }));
    act(() => live.reconnect());
    act(() => FakeSocket.last.accept());
    expect(FakeSocket.all).toHaveLength(2);
    expect(FakeSocket.last.sent[0]).toEqual({
      type: 'subscribe',
      id: '1',
      path,
      keys: ['prod/shop/cart-1', 'prod/shop/cart-2'],
      versions: ['7', '8'],
    });
    expect(names()).toEqual(['cart-1', 'cart-2']);
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    act(() =>
      FakeSocket.last.say({ type: 'upsert', id: '1', items: [row('cart-2', '9', 'CrashLoopBackOff', 'failing')] }),
    );
    expect(await screen.findByText('CrashLoopBackOff')).toBeInTheDocument();
  });

  it('empties when the person may see nothing of it any more, and fills when they may again', async () => {
    let rows = [row('cart-1')];
    server.on('GET', path, () => answer(rows));
    open();
    await screen.findByText('cart-1');
    rows = [];
    act(() => FakeSocket.last.say({ type: 'resync', id: '1' }));
    expect(await screen.findByText('No pods here')).toBeInTheDocument();
    rows = [row('cart-1')];
    act(() => FakeSocket.last.say({ type: 'resync', id: '1' }));
    expect(await screen.findByText('cart-1')).toBeInTheDocument();
  });

  describe('remembers namespaces', () => {
    const inside = '/apis/kpanda.io/v1alpha1/clusters/prod/pods';
    const openInside = (address: string) =>
      renderPage(
        <ListPage descriptor={kindList(pod, { cluster: 'prod' })} path={inside} filterBy={{ namespace: true }} />,
        address,
        '/clusters/:cluster/pods',
      );
    const choose = async () => {
      server.on('GET', inside, () => answer([row('cart-1')]));
      server.on('GET', '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces', () => answer([row('shop'), row('blog')]));
      const page = openInside('/clusters/prod/pods');
      await userEvent.click(await screen.findByRole('button', { name: 'Namespace' }));
      await userEvent.click(await screen.findByRole('checkbox', { name: 'shop' }));
      await waitFor(() => expect(page.router.state.location.search).toBe('?namespace=shop'));
      page.unmount();
    };
    afterEach(() => localStorage.clear());

    it('that were chosen in a cluster, for the next list there', async () => {
      await choose();
      const { router } = openInside('/clusters/prod/pods');
      await waitFor(() => expect(router.state.location.search).toBe('?namespace=shop'));
      expect(await screen.findByRole('button', { name: 'Close shop' })).toBeInTheDocument();
    });

    it.each(['?namespace=blog', '?state=Failed'])('but not against an address that says %s', async (search) => {
      await choose();
      const { router } = openInside(`/clusters/prod/pods${search}`);
      await screen.findByText('cart-1');
      expect(router.state.location.search).toBe(search);
    });
  });

  it('tells an empty list from a filtered one', async () => {
    server.on('GET', path, () => answer([]));
    const { router } = open('/?q=nothing');
    await screen.findByText('Nothing matches');
    await userEvent.click(screen.getAllByRole('button', { name: 'Clear all filters' }).at(-1) as HTMLElement);
    expect(await screen.findByText('No pods here')).toBeInTheDocument();
    expect(router.state.location.search).toBe('');
  });

  it('says who can help where the person may not look', async () => {
    server.on('GET', path, () => ({ status: 403, body: { code: 7, message: 'You lack the right to list pods.' } }));
    open();
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(screen.getByText(/You lack the right to list pods\./)).toBeInTheDocument();
  });

  it('keeps the last known rows when the server goes away', async () => {
    let isAway = false;
    server.on('GET', path, () =>
      isAway ? { status: 503, body: { code: 14, message: 'Away.' } } : answer([row('cart-1')]),
    );
    open();
    await screen.findByText('cart-1');
    isAway = true;
    act(() => FakeSocket.last.say({ type: 'resync', id: '1' }));
    expect(await screen.findByText(/Out of reach/, {}, { timeout: 8_000 })).toBeInTheDocument();
    expect(names()).toEqual(['cart-1']);
  }, 10_000);

  it('names the clusters whose rows are old', async () => {
    const freshness = [
      { cluster: 'edge-7', synced: true, live: false, lastContact: '2026-01-01T00:00:00Z', message: 'No route.' },
    ];
    server.on('GET', path, () => answer([row('cart-1')], { freshness }));
    open();
    expect(await screen.findByText(/edge-7 is away/)).toBeInTheDocument();
    expect(screen.getByText(/No route\./)).toBeInTheDocument();
  });

  it('says why a list is not followed, and reads it again when asked', async () => {
    server.on('GET', path, () => answer([row('cart-1')]));
    renderPage(<ListPage descriptor={descriptor} path={path} />);
    act(() => FakeSocket.last.accept());
    const error = { code: 9, message: 'They change all the time.', details: [] };
    act(() => FakeSocket.last.say({ type: 'error', id: '1', error }));
    await screen.findByText('cart-1');
    const badge = screen.getByText(/Read every 10 s/);
    await userEvent.hover(badge);
    expect(await screen.findByText('They change all the time.')).toBeInTheDocument();
    const before = server.to(path).length;
    await userEvent.click(screen.getByRole('button', { name: 'Read again now' }));
    await waitFor(() => expect(server.to(path).length).toBeGreaterThan(before));
  });

  it('is walked by keyboard', async () => {
    server.on('GET', path, () => answer([row('cart-1'), row('cart-2')]));
    const { router } = open();
    await screen.findByText('cart-1');
    const rows = screen.getAllByRole('row').filter((each) => each.dataset.key);
    act(() => rows[0]?.focus());
    await userEvent.keyboard('j');
    expect(rows[1]).toHaveFocus();
    await userEvent.keyboard('jk');
    expect(rows[0]).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/clusters/prod/namespaces/shop/pods/cart-1'));
  });
});
