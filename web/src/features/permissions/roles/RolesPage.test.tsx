import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { kindsPath } from '@/shared/api/paths';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { roleClustersPath, roleTemplatePath, roleTemplatesPath } from '../permissionsApi';
import { RolesPage } from './RolesPage';

const viewer = 'role-template-ns-view';
const rule = (verbs: string[], resource: string) => ({
  verbs,
  apiGroups: [''],
  resources: [resource],
  resourceNames: [],
  nonResourceURLs: [],
});
const builtIn = [rule(['get', 'list', 'watch'], 'pods')];

describe('the page of roles', () => {
  let server: FakeServer;
  let changes: { additions: object[]; subtractions: object[]; changed?: string };
  let mayUpdate: boolean;
  const shape = () => ({ name: viewer, scope: 'namespace', rules: [], builtIn, changedBy: 'root', ...changes });

  beforeEach(() => {
    changes = { additions: [], subtractions: [] };
    mayUpdate = true;
    server = new FakeServer()
      .on('GET', roleTemplatesPath, () => ({ body: { items: [shape()], mayUpdate } }))
      .on('GET', roleClustersPath(viewer), () => ({
        body: {
          items: [
            { cluster: 'prod', state: 'applied', message: '' },
            { cluster: 'edge', state: 'failed', message: 'Another Kpanda keeps it.' },
          ],
        },
      }))
      .on('GET', kindsPath(), () => ({
        body: {
          items: [
            { segment: 'secrets', resource: 'secrets', group: '', kind: 'Secret', namespaced: true },
            { segment: 'nodes', resource: 'nodes', group: '', kind: 'Node', namespaced: false },
          ],
        },
      }))
      .on('PUT', roleTemplatePath(viewer), ({ query, body }) => {
        if (query.get('dryRun') !== 'All') changes = { ...(body as typeof changes), changed: '2026-01-01T00:00:00Z' };
        return { body: shape() };
      })
      .on('DELETE', roleTemplatePath(viewer), () => {
        changes = { additions: [], subtractions: [] };
        return { body: shape() };
      });
  });

  it('adds a right after it showed what becomes other', async () => {
    const user = userEvent.setup();
    renderPage(<RolesPage />, '/');
    await user.click(await screen.findByRole('button', { name: 'Add rights' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByRole('radio', { name: 'secrets' })).toBeVisible();
    expect(dialog.queryByRole('radio', { name: 'nodes' })).toBeNull();
    await user.click(dialog.getByRole('radio', { name: 'secrets' }));
    await user.click(dialog.getByRole('button', { name: 'Add rights' }));
    expect(screen.getByText('Not saved yet')).toBeVisible();
    expect(server.calls.some(({ method }) => method === 'PUT')).toBe(false);

    await user.click(screen.getByRole('button', { name: 'Review and save' }));
    const review = within(await screen.findByRole('dialog'));
    expect(review.getByRole('row', { name: /secrets get, list, watch –/ })).toBeVisible();
    await waitFor(() => expect(review.getByRole('button', { name: 'Save' })).toBeEnabled());
    await user.click(review.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(changes.additions).toHaveLength(1));
    expect(changes.additions[0]).toEqual(rule(['get', 'list', 'watch'], 'secrets'));
    expect(await screen.findByText(/Changed by root/)).toBeVisible();
    expect(screen.getByRole('row', { name: /secrets.*Added/ })).toBeVisible();
  });

  it('takes a right away, undoes it, and restores what is built in', async () => {
    changes = { additions: [], subtractions: [rule(['*'], 'pods')], changed: '2026-01-01T00:00:00Z' };
    const user = userEvent.setup();
    renderPage(<RolesPage />, '/');
    expect(within(await screen.findByRole('row', { name: /pods/ })).getAllByText('Taken away')).toHaveLength(3);
    await user.click(screen.getByRole('button', { name: 'Undo * pods' }));
    expect(within(screen.getByRole('row', { name: /pods/ })).queryByText('Taken away')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Discard changes' }));
    await user.click(screen.getByRole('button', { name: 'Restore as built in' }));
    const dialog = within(await screen.findByRole('dialog'));
    await waitFor(() => expect(dialog.getByRole('button', { name: 'Restore as built in' })).toBeEnabled());
    await user.click(dialog.getByRole('button', { name: 'Restore as built in' }));
    await waitFor(() => expect(server.calls.some(({ method }) => method === 'DELETE')).toBe(true));
  });

  it('says how it stands in each cluster, and offers nothing to those who may change nothing', async () => {
    mayUpdate = false;
    const user = userEvent.setup();
    renderPage(<RolesPage />, '/');
    await user.click(await screen.findByRole('button', { name: 'Clusters: 1 done, 0 waiting, 1 failed' }));
    expect(screen.getByText('Another Kpanda keeps it.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Add rights' })).toBeNull();
  });
});
