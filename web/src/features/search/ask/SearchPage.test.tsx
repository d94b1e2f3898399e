import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import { SearchPage } from './SearchPage';

const cart = {
  cluster: 'prod',
  namespace: 'shop',
  name: 'cart',
  kind: 'Deployment',
  segment: 'deployments',
  state: 'Running',
  severity: 'healthy',
  reason: '',
  message: '',
  createdAt: '2026-01-01T00:00:00Z',
  changedAt: '2026-01-01T00:00:00Z',
};

describe('the search page', () => {
  let server: FakeServer;
  beforeEach(() => {
    window.localStorage.clear();
    server = new FakeServer()
      .on('GET', '/api/v1/search/complete', ({ query }) => ({
        body: { items: query.get('term') === 'kind:dep' ? [{ text: 'kind:deployment', detail: 'apps' }] : [] },
      }))
      .on('GET', '/api/v1/search', ({ query }) =>
        query.get('q')?.includes('colour:')
          ? { status: 400, body: { code: 3, message: 'colour:red cannot be understood.' } }
          : {
              body: {
                items: query.get('after') ? [{ ...cart, name: 'cart-2' }] : [cart],
                kinds: [
                  { kind: 'Deployment', segment: 'deployments', count: 2 },
                  { kind: 'Widget', segment: 'widgets.example.com', count: 7 },
                ],
                total: 9,
                next: query.get('after') ? '' : 'deployments~x',
                freshness: [
                  { cluster: 'edge', synced: false, live: false, reason: 'sync.starting', message: '' },
                  { cluster: 'lab', synced: true, live: false, reason: 'sync.paused', message: '' },
                ],
              },
            },
      );
  });

  const field = () => screen.getByRole('combobox', { name: 'Search' });

  it('asks nothing before something is typed', async () => {
    renderPage(<SearchPage />);
    expect(await screen.findByText('Search over all kinds and clusters')).toBeInTheDocument();
    expect(server.to('/api/v1/search')).toHaveLength(0);
  });

  it('asks again as soon as something happens to what was found', async () => {
    renderPage(<SearchPage />, '/?q=cart');
    await screen.findByRole('grid', { name: 'Results' });
    const socket = FakeSocket.last;
    act(() => socket.accept());
    const followed = socket.sent.filter(({ type }) => type === 'subscribe');
    expect(followed.map(({ path, keys }) => [path, keys])).toEqual([
      ['/apis/kpanda.io/v1alpha1/asl/deployments', ['prod/shop/cart']],
    ]);
    vi.useFakeTimers({ shouldAdvanceTime: true });
    act(() => socket.say({ type: 'remove', id: followed[0]?.id ?? '', keys: ['prod/shop/cart'] }));
    await act(() => vi.advanceTimersByTimeAsync(1_000));
    vi.useRealTimers();
    expect(server.to('/api/v1/search')).toHaveLength(2);
  });

  it('shows results by kind with exact numbers, and what is not searched yet or paused', async () => {
    renderPage(<SearchPage />, '/?q=cart');
    const table = await screen.findByRole('grid', { name: 'Results' });
    expect(within(table).getByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/deployments/cart',
    );
    expect(table).toHaveTextContent('1 of 2');
    expect(screen.getByText('9 objects')).toBeInTheDocument();
    expect(screen.getByText(/Still reading edge/)).toBeInTheDocument();
    expect(screen.getByText(/Reading lab is paused/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show more' }));
    expect(await screen.findByRole('link', { name: 'cart-2' })).toBeInTheDocument();
    expect(server.to('/api/v1/search').some(({ query }) => query.get('after') === 'deployments~x')).toBe(true);
  });

  it('completes the term at the caret, and keeps the whole search in the address', async () => {
    const { router } = renderPage(<SearchPage />);
    await userEvent.type(field(), 'cart kind:dep');
    await userEvent.click(await screen.findByRole('option', { name: /kind:deployment/ }));
    expect(field()).toHaveValue('cart kind:deployment ');
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(router.state.location.search).toBe('?q=cart+kind%3Adeployment'));
  });

  it('narrows to a kind that is told apart by its group', async () => {
    const { router } = renderPage(<SearchPage />, '/?q=cart');
    await userEvent.click(await screen.findByRole('button', { name: /Widget/ }));
    expect(router.state.location.search).toBe('?q=cart+kind%3Awidgets.example.com');
  });

  it('says what cannot be understood', async () => {
    renderPage(<SearchPage />, '/?q=colour:red');
    expect(await screen.findByText('colour:red cannot be understood.')).toBeInTheDocument();
  });
});
