import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RelatedObject } from '@/shared/api/published';
import { relationsPath } from '@/shared/api/paths';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { RelationsCard } from './RelationsCard';

const place = { cluster: 'prod', namespace: 'shop', segment: 'replicasets', name: 'cart-1' };
const related = (kind: string, segment: string, name: string, more: Partial<RelatedObject> = {}): RelatedObject => ({
  kind,
  segment,
  name,
  namespace: 'shop',
  known: true,
  state: 'Running',
  severity: 'healthy',
  message: '',
  groups: [],
  ...more,
});

describe('the picture of an object', () => {
  const show = (body: unknown) => {
    const server = new FakeServer().on('GET', relationsPath('prod'), () => ({ body }));
    renderPage(<RelationsCard object={{ metadata: { name: 'cart-1', resourceVersion: '1' } }} place={place} />);
    return server;
  };

  it('leads up to its owners and down to what it owns, and counts what it does not show', async () => {
    const pods = [related('Pod', 'pods', 'cart-1-a', { state: 'Failed', severity: 'failing', message: 'It fell.' })];
    const group = {
      relation: 'owns',
      kind: 'Pod',
      segment: 'pods',
      total: 3000,
      severities: { failing: 1, healthy: 2999 },
    };
    const server = show({
      owners: [related('Deployment', 'deployments', 'cart')],
      object: related('ReplicaSet', 'replicasets', 'cart-1', { groups: [{ ...group, items: pods }] as never }),
    });
    expect(await screen.findByRole('link', { name: 'cart' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/deployments/cart',
    );
    const owned = screen.getByRole('list', { name: 'owns Pod' });
    expect(within(owned).getByRole('link', { name: 'cart-1-a' })).toBeInTheDocument();
    expect(within(owned).getByText('3000')).toBeInTheDocument();
    expect(within(owned).getByText('and 2999 more')).toBeInTheDocument();
    expect(within(owned).getByTitle('It fell.')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'cart-1' })).not.toBeInTheDocument();
    expect(server.to(relationsPath('prod'))[0]?.query.get('kind')).toBe('replicasets');
  });

  it('names an owner that is not known without leading there', async () => {
    show({
      owners: [related('Cart', 'carts.example.com', 'red', { known: false, state: '' })],
      object: related('ReplicaSet', 'replicasets', 'cart-1'),
    });
    expect(await screen.findByText('red')).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'red' })).not.toBeInTheDocument();
  });
});
