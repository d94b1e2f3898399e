import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { allowedPath, checkPath, subjectsPath } from '../permissionsApi';
import { AllowedPage } from './AllowedPage';

const reason = {
  id: 'g1',
  subject: { kind: 'Group', id: 'x', name: 'shop-team' },
  role: 'role-template-ns-edit',
  roleKind: 'ClusterRole',
  cluster: 'prod',
  namespace: 'shop',
  source: 'granted',
  state: 'applied',
  message: '',
  binding: 'kpanda-grant-g1',
};
const byHand = {
  ...reason,
  id: '',
  subject: { kind: 'User', id: '', name: 'bob' },
  source: 'hand-made',
  role: 'view',
  binding: 'of-old',
};

describe('what somebody may do', () => {
  let asked: URLSearchParams[];
  let wholeCluster: boolean;

  beforeEach(() => {
    asked = [];
    wholeCluster = true;
    new FakeServer()
      .on('GET', allowedPath, ({ query }) => {
        asked.push(query);
        const isThere = query.get('namespace') === 'shop';
        return {
          body: {
            subject: { kind: 'User', id: 'u', name: 'bob' },
            cluster: 'prod',
            namespace: query.get('namespace') ?? '',
            readOnly: false,
            namespaces: ['shop'],
            reasons: isThere ? [reason, byHand] : [],
            items: isThere
              ? [
                  {
                    group: '',
                    resource: 'pods',
                    verbs: [
                      { verb: 'get', names: [], by: [0, 1] },
                      { verb: 'delete', names: [], by: [0] },
                    ],
                  },
                  { group: '', resource: 'configmaps', verbs: [{ verb: 'get', names: ['settings'], by: [1] }] },
                ]
              : [],
          },
        };
      })
      .on('GET', checkPath, ({ query }) => ({
        body: { items: query.getAll('ask').map(() => ({ allowed: wholeCluster, message: '' })) },
      }))
      .on('GET', subjectsPath, () => ({
        body: {
          items: [{ kind: 'User', id: 'u', name: 'bob' }],
          pagination: { total: 1, page: 1, pageSize: 8, pages: 1 },
        },
      }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({ body: { items: [{ metadata: { name: 'prod' } }] } }))
      .on('GET', '/apis/kpanda.io/v1alpha1/clusters/prod/namespaces', () => ({
        body: { items: [{ metadata: { name: 'shop' } }] },
      }));
  });

  it('is shown for whom one chooses, and in the namespaces where they hold something, with the reasons', async () => {
    renderPage(<AllowedPage />, '/permissions/allowed');
    await userEvent.click(await screen.findByRole('checkbox', { name: 'bob' }));
    expect(await screen.findByRole('heading', { name: 'What bob may do' })).toBeVisible();
    expect(await screen.findByText('Nothing is allowed here')).toBeVisible();

    await userEvent.click(screen.getByRole('button', { name: 'shop' }));
    const pods = await screen.findByRole('row', { name: /^pods/ });
    expect(pods).toHaveTextContent('Namespace Editor, granted to group shop-team (shop)');
    expect(pods).toHaveTextContent('view, bound by hand as of-old (shop) get');
    expect(screen.getByRole('row', { name: /^configmaps/ })).toHaveTextContent('* only settings');
    expect(asked.at(-1)?.get('user')).toBe('bob');
  });

  it('is asked for a namespace at once by those who may see grants in namespaces alone', async () => {
    wholeCluster = false;
    renderPage(<AllowedPage />, '/permissions/allowed?user=bob');
    expect(await screen.findByRole('row', { name: /^pods/ })).toBeVisible();
    await waitFor(() => expect(asked.every((query) => query.get('namespace') === 'shop')).toBe(true));
    expect(screen.queryByRole('option', { name: 'The whole cluster' })).toBeNull();
  });
});
