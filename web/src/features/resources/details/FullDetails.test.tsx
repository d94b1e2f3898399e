import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { objectJsonPath } from '@/shared/api/paths';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { secret } from '../kinds/secret';
import { servedKind } from '../kinds/servedKind';
import { FullDetails } from './FullDetails';

const served = (kind: string, resource: string, group: string) =>
  servedKind(
    {
      kind: {
        segment: `${resource}.${group}`,
        group,
        version: 'v1',
        resource,
        kind,
        namespaced: true,
        verbs: [],
        shortNames: [],
        categories: [],
      },
      columns: [],
    },
    (heading) => heading,
  );
const at = (segment: string) => ({ cluster: 'prod', namespace: 'shop', segment, name: 'a' });
const slices = served('EndpointSlice', 'endpointslices', 'discovery.k8s.io');
const carts = served('Cart', 'carts', 'example.com');

describe('what only the whole object tells', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });
  const holds = (segment: string, object: object) =>
    server.on('GET', objectJsonPath(at(segment)), () => ({ body: { data: JSON.stringify(object) } }));

  it('leads to the objects that it names', async () => {
    holds(slices.segment, {
      endpoints: [{ addresses: ['10.0.0.1'], targetRef: { kind: 'Pod', name: 'cart-1', namespace: 'shop' } }],
    });
    renderPage(<FullDetails kind={slices} place={at(slices.segment)} version="1" />);
    expect(await screen.findByRole('link', { name: 'cart-1' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/pods/cart-1',
    );
  });

  it('is all fields of a kind that nobody knows here', async () => {
    holds(carts.segment, { spec: { wheels: 4 } });
    renderPage(<FullDetails kind={carts} place={at(carts.segment)} version="1" />);
    expect(await screen.findByRole('tree', { name: 'Fields' })).toHaveTextContent('wheels 4');
  });

  it('says why it cannot be read', async () => {
    server.on('GET', objectJsonPath(at(carts.segment)), () => ({
      status: 503,
      body: { code: 14, message: 'prod does not answer.' },
    }));
    renderPage(<FullDetails kind={carts} place={at(carts.segment)} version="1" />);
    expect(await screen.findByText(/prod does not answer\./)).toBeInTheDocument();
  });

  it('is never asked of a Secret', () => {
    renderPage(<FullDetails kind={secret} place={at('secrets')} version="1" />);
    expect(server.calls).toEqual([]);
  });
});
