import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { workloadKinds } from '@/features/workloads/kinds';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { chooseColumns } from '@/shared/list/columnChoice';
import { kindList } from '@/shared/list/columns';
import { resourceKinds } from '.';
import { event } from './event';
import { ClusterKindPage } from '../pages/ClusterKindPage';
import { kindGroups } from './navigation';
import { persistentVolumeClaim } from './persistentVolumeClaim';
import { pluralOf } from './pluralOf';

const api = '/apis/kpanda.io/v1alpha1/clusters/prod';

describe('the kinds of the console', () => {
  it('are each there once', () => {
    const segments = [...workloadKinds, ...resourceKinds].map(({ segment }) => segment);
    expect(segments).toEqual([...new Set(segments)]);
  });

  it('all have a place in the navigation, but those with one of their own', () => {
    const places = new Set(kindGroups.flatMap(({ entries }) => entries.map(({ segment }) => segment)));
    const without = [...workloadKinds, ...resourceKinds]
      .map(({ segment }) => segment)
      .filter((each) => !places.has(each));
    expect(without).toEqual(['nodes', 'namespaces', 'events', 'controllerrevisions']);
  });

  it('are in the navigation by a title, not by their segment', () => {
    for (const { entries } of kindGroups)
      for (const { segment, title } of entries) expect(title).not.toEqual({ text: segment });
  });

  it('show when an event was last seen first, and not its name', () => {
    const shown = chooseColumns(kindList(event, { cluster: 'prod' }).columns, null).map(({ id }) => id);
    expect(shown.slice(0, 2)).toEqual(['lastSeen', 'status']);
    expect(shown).not.toContain('name');
  });

  it('show how much a claim has, as the cluster says it', () => {
    const capacity = persistentVolumeClaim.columns.find(({ id }) => id === 'capacity');
    const metadata = { name: 'data', namespace: 'shop', cluster: 'prod' };
    expect(capacity?.text?.({ metadata, status: { capacity: { storage: '10Gi' } } } as never)).toBe('10Gi');
  });

  it.each([
    ['NetworkPolicy', 'NetworkPolicies'],
    ['IngressClass', 'IngressClasses'],
    ['Gateway', 'Gateways'],
    ['Endpoints', 'Endpoints'],
    ['PodMetrics', 'PodMetrics'],
    ['Cart', 'Carts'],
  ])('%s are %s', (kind, plural) => expect(pluralOf(kind)).toBe(plural));
});

describe('a kind that only the server knows', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });
  const open = () =>
    renderPage(
      <Routes>
        <Route path="/clusters/:cluster/:segment" element={<ClusterKindPage />} />
      </Routes>,
      '/clusters/prod/carts.shop.example.com',
    );

  it('has the columns that its definition asks for', async () => {
    server.on('GET', `${api}/kinds/carts.shop.example.com`, () => ({
      body: {
        kind: {
          segment: 'carts.shop.example.com',
          group: 'shop.example.com',
          version: 'v1',
          resource: 'carts',
          kind: 'Cart',
          namespaced: true,
          verbs: ['delete'],
          shortNames: [],
          categories: [],
        },
        columns: [
          { name: 'Wheels', type: 'integer', description: 'How many', priority: 0 },
          { name: 'Node', type: 'string', description: '', priority: 0 },
        ],
      },
    }));
    server.on('GET', `${api}/carts.shop.example.com`, () => ({
      body: {
        items: [
          {
            metadata: { name: 'red', namespace: 'shop', cluster: 'prod', uid: '1', resourceVersion: '1' },
            cells: { Wheels: '4' },
            kpanda: { key: 'prod/shop/red', state: 'Current', severity: 'healthy' },
          },
        ],
        pagination: { total: 1, page: 1, pageSize: 50, pages: 1 },
      },
    }));
    open();

    expect(await screen.findByRole('heading', { name: 'Carts' })).toBeInTheDocument();
    const row = (await screen.findByRole('link', { name: 'red' })).closest('tr');
    expect(screen.getByRole('columnheader', { name: 'Wheels' })).toBeInTheDocument();
    expect(within(row as HTMLElement).getByText('4')).toBeInTheDocument();
  });

  it('is not there where nobody serves it', async () => {
    server.on('GET', `${api}/kinds/carts.shop.example.com`, () => ({
      status: 404,
      body: { code: 5, message: 'not served' },
    }));
    open();
    expect(await screen.findByRole('heading', { name: 'There is no such page' })).toBeInTheDocument();
  });
});
