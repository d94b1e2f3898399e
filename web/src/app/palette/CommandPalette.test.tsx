import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ActionMenu } from '@/features/resources/object/ActionMenu';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import type { RowAction } from '@/shared/list/descriptor';
import { CommandPalette } from './CommandPalette';
import { recentItems } from './recentItems';

const cart = {
  cluster: 'prod',
  namespace: 'shop',
  name: 'cart',
  kind: 'Deployment',
  segment: 'deployments',
  state: 'Running',
  severity: 'healthy',
};

describe('the command palette', () => {
  let server: FakeServer;
  beforeEach(() => {
    window.localStorage.clear();
    server = new FakeServer()
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({
        body: { items: [{ metadata: { name: 'prod-1' }, spec: { aliasName: '生产' } }] },
      }))
      .on('GET', '/api/v1/search/best', ({ query }) => ({
        body: {
          items: query.get('q') === 'cart' ? [cart, { ...cart, name: 'cart-config', segment: 'configmaps' }] : [],
        },
      }));
  });

  const open = (onHelp = () => {}) => {
    const onClose = vi.fn();
    return { onClose, ...renderPage(<CommandPalette onHelp={onHelp} onClose={onClose} />) };
  };
  const chosen = () => screen.getByRole('option', { selected: true });

  it('has the focus, and is left with Escape', async () => {
    const { onClose } = open();
    await waitFor(() => expect(screen.getByRole('combobox')).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    expect(onClose).toHaveBeenCalled();
  });

  it('finds objects of all clusters, and opens the one that is chosen with the arrows', async () => {
    const { router, onClose } = open();
    await userEvent.type(screen.getByRole('combobox'), 'cart');
    await screen.findByRole('option', { name: /cart-config/ });
    expect(chosen()).toHaveTextContent('cart');
    expect(chosen()).toHaveTextContent('Deployment · shop · prod');
    expect(screen.getByRole('combobox').getAttribute('aria-activedescendant')).toBe(chosen().id);
    await userEvent.keyboard('{ArrowDown}{Enter}');
    expect(onClose).toHaveBeenCalled();
    expect(router.state.location.pathname).toBe('/clusters/prod/namespaces/shop/configmaps/cart-config');
    expect(recentItems().map(({ title }) => title)).toEqual(['cart-config']);
  });

  it('asks once for what is typed at one go', async () => {
    open();
    for (const value of ['c', 'ca', 'car', 'cart'])
      fireEvent.change(screen.getByRole('combobox'), { target: { value } });
    await screen.findByRole('option', { name: /cart-config/ });
    expect(server.to('/api/v1/search/best').map(({ query }) => query.get('q'))).toEqual(['cart']);
  });

  it('shows what was opened lately before anything is typed', () => {
    window.localStorage.setItem(
      'kpanda.recent',
      JSON.stringify([{ title: 'cart', to: '/clusters/prod' }, { title: 'planted', to: '//elsewhere.test' }, 7]),
    );
    open();
    const recent = screen.getByRole('group', { name: 'Recent' });
    expect(
      within(recent)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['cart']);
  });

  it('finds clusters by their alias and lists by letters', async () => {
    const { router } = open();
    await userEvent.type(screen.getByRole('combobox'), 'statefls');
    await userEvent.keyboard('{Enter}');
    expect(router.state.location.pathname).toBe('/workloads/statefulsets');
  });

  it('does what pages offer', async () => {
    const scale = vi.fn();
    const actions: RowAction[] = [{ id: 'scale', title: 'actions.scale', onSelect: scale }];
    renderPage(
      <>
        <ActionMenu actions={actions} />
        <CommandPalette onHelp={() => {}} onClose={() => {}} />
      </>,
    );
    await userEvent.type(screen.getByRole('combobox'), 'scale');
    expect(chosen()).toHaveTextContent('Scale');
    await userEvent.keyboard('{Enter}');
    expect(scale).toHaveBeenCalledOnce();
  });

  it('offers what the innermost page does, also after what stands around it was drawn anew', async () => {
    const outer = (): RowAction[] => [{ id: 'remove', title: 'clusters.remove.action', onSelect: () => {} }];
    const inner: RowAction[] = [{ id: 'labels', title: 'bulk.labels', onSelect: () => {} }];
    function Page() {
      const [actions, setActions] = useState(outer);
      return (
        <>
          <ActionMenu actions={actions} label="Cluster actions" isAround />
          <button onClick={() => setActions(outer)}>Draw anew</button>
          <ActionMenu actions={inner} />
        </>
      );
    }
    renderPage(
      <>
        <Page />
        <CommandPalette onHelp={() => {}} onClose={() => {}} />
      </>,
    );
    fireEvent.click(screen.getByText('Draw anew'));
    await userEvent.type(screen.getByRole('combobox'), 'labels');
    expect(chosen()).toHaveTextContent('Edit labels');
  });

  it('offers what the page does, also where what stands around it is loaded later', async () => {
    const outer: RowAction[] = [{ id: 'remove', title: 'clusters.remove.action', onSelect: () => {} }];
    const inner: RowAction[] = [{ id: 'labels', title: 'bulk.labels', onSelect: () => {} }];
    function Page() {
      const [isLoaded, setIsLoaded] = useState(false);
      return (
        <>
          {isLoaded && <ActionMenu actions={outer} label="Cluster actions" isAround />}
          <button onClick={() => setIsLoaded(true)}>Load</button>
          <ActionMenu actions={inner} />
        </>
      );
    }
    renderPage(
      <>
        <Page />
        <CommandPalette onHelp={() => {}} onClose={() => {}} />
      </>,
    );
    fireEvent.click(screen.getByText('Load'));
    await userEvent.type(screen.getByRole('combobox'), 'labels');
    expect(chosen()).toHaveTextContent('Edit labels');
  });

  it('says so when nothing is found', async () => {
    open();
    await userEvent.type(screen.getByRole('combobox'), 'qqqqqq');
    expect(await screen.findByText('Nothing found')).toBeInTheDocument();
  });
});
