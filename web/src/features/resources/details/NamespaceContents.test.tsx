import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { NamespaceContents } from './NamespaceContents';

const path = '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces/shop';
const row = (name: string, severity: string, message = '') => ({
  metadata: { name, namespace: 'shop', cluster: 'prod' },
  kpanda: { key: `prod/shop/${name}`, state: 'Running', severity, reason: '', message },
});

describe('what is in a namespace', () => {
  it('is counted by kind, and what needs attention is named', async () => {
    new FakeServer()
      .on('GET', `${path}/pods`, () => ({
        body: { items: [row('cart-7f8', 'failing', 'The image cannot be pulled.')], pagination: { total: 1_200 } },
      }))
      .on('GET', `${path}/configmaps`, () => ({
        body: { items: [row('cart-config', 'none')], pagination: { total: 3 } },
      }));
    renderPage(<NamespaceContents cluster="prod" namespace="shop" />);
    const table = await screen.findByRole('grid', { name: 'What is in it' });
    await within(table).findByText('1,200');
    const [, ...rows] = within(table).getAllByRole('row');
    expect(rows).toHaveLength(2);
    expect(within(table).getByRole('link', { name: 'Pods' })).toHaveAttribute(
      'href',
      '/clusters/prod/pods?namespace=shop&sort=state%3Adesc',
    );
    expect(within(table).getByRole('link', { name: 'cart-7f8' })).toHaveAttribute(
      'href',
      '/clusters/prod/namespaces/shop/pods/cart-7f8',
    );
    expect(within(table).getByText('The image cannot be pulled.')).toBeInTheDocument();
    expect(within(table).queryByRole('link', { name: 'cart-config' })).not.toBeInTheDocument();
  });
});
