import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import { configMap } from '../kinds/configMap';
import { KindList } from '../pages/KindList';

const api = '/apis/kpanda.io/v1alpha1';
const row = (cluster: string, name: string) => ({
  metadata: { name, namespace: 'shop', cluster, uid: `${cluster}-${name}`, resourceVersion: '1' },
  data: { a: '1' },
  kpanda: { key: `${cluster}/shop/${name}`, state: '', severity: 'none' },
});
const objectOf = (cluster: string, name: string) => `${api}/clusters/${cluster}/namespaces/shop/configmaps/${name}`;

describe('bulk actions on a list', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
    const rows = [row('prod', 'a'), row('prod', 'b'), row('edge', 'c')];
    server.on('GET', `${api}/asl/configmaps`, () => ({
      body: { items: rows, pagination: { total: 3, page: 1, pageSize: 50, pages: 1 } },
    }));
  });

  const selectAll = async () => {
    renderPage(<KindList kind={configMap} />);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    const user = userEvent.setup();
    await screen.findByText('c');
    await user.click(screen.getByRole('checkbox', { name: 'Select all rows of this page' }));
    expect(screen.getByText('3 selected')).toBeInTheDocument();
    return user;
  };

  it('label every ticked object, and say which cluster did not answer', async () => {
    for (const name of ['a', 'b'])
      server.on('PATCH', `${objectOf('prod', name)}/json`, () => ({ body: { data: '{}' } }));
    server.on('PATCH', `${objectOf('edge', 'c')}/json`, () => ({
      status: 503,
      body: { code: 14, message: 'edge does not answer' },
    }));
    const user = await selectAll();

    await user.click(screen.getByRole('button', { name: 'Edit labels' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Key' }), 'tier');
    await user.type(within(dialog).getByRole('textbox', { name: 'Value' }), 'web');
    await user.click(within(dialog).getByRole('button', { name: 'Change labels' }));

    expect(await within(dialog).findByText('2 done')).toBeInTheDocument();
    expect(within(dialog).getByText('1 failed')).toBeInTheDocument();
    expect(within(dialog).getByText('edge does not answer')).toBeInTheDocument();
    expect(server.to(`${objectOf('prod', 'a')}/json`)[0]?.body).toEqual({
      data: { metadata: { labels: { tier: 'web' } } },
    });
    expect(within(dialog).getByRole('button', { name: 'Try the failed ones again' })).toBeInTheDocument();
  });

  it('delete only after the person has said to know what is lost', async () => {
    for (const [cluster, name] of [
      ['prod', 'a'],
      ['prod', 'b'],
      ['edge', 'c'],
    ] as const)
      server.on('DELETE', objectOf(cluster, name), () => ({ body: {} }));
    const user = await selectAll();

    await user.click(screen.getByRole('button', { name: 'Delete' }));
    const dialog = await screen.findByRole('dialog');
    for (const name of ['shop/a', 'shop/b', 'shop/c']) expect(within(dialog).getByText(name)).toBeInTheDocument();
    const confirm = within(dialog).getByRole('button', { name: 'Delete' });
    expect(confirm).toBeDisabled();
    await user.click(within(dialog).getByRole('checkbox'));
    await user.click(confirm);

    expect(await within(dialog).findByText('3 done')).toBeInTheDocument();
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    await waitFor(() => expect(screen.queryByText('3 selected')).not.toBeInTheDocument());
  });

  it('take a label away', async () => {
    for (const [cluster, name] of [
      ['prod', 'a'],
      ['prod', 'b'],
      ['edge', 'c'],
    ] as const)
      server.on('PATCH', `${objectOf(cluster, name)}/json`, () => ({ body: { data: '{}' } }));
    const user = await selectAll();

    await user.click(screen.getByRole('button', { name: 'Edit labels' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Key' }), 'tier');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Remove this key' }));
    await user.click(within(dialog).getByRole('button', { name: 'Change labels' }));

    expect(await within(dialog).findByText('3 done')).toBeInTheDocument();
    expect(server.to(`${objectOf('edge', 'c')}/json`)[0]?.body).toEqual({
      data: { metadata: { labels: { tier: null } } },
    });
  });
});
