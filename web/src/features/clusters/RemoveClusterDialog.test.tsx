import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { RemoveClusterDialog } from './RemoveClusterDialog';

const path = '/apis/kpanda.io/v1alpha1/clusters/prod';
const binding = { kind: 'ClusterRoleBinding', name: 'kpanda:platform-admins', isCleanable: true };
const account = { kind: 'ServiceAccount', namespace: 'kpanda-access', name: 'kpanda', isCleanable: false };

describe('the dialog that removes a cluster', () => {
  let server: FakeServer;
  const onClose = vi.fn();
  const show = () => renderPage(<RemoveClusterDialog cluster="prod" onClose={onClose} />);
  const remove = async () => {
    await userEvent.type(screen.getByRole('textbox', { name: /Type prod/ }), 'prod');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
  };
  beforeEach(() => {
    onClose.mockReset();
    server = new FakeServer()
      .on('POST', `${path}/validate`, () => ({ body: { leftovers: [binding, account] } }))
      .on('DELETE', path, () => ({ body: { cleaned: [binding], leftovers: [account] } }));
  });

  it('lists what stays behind, cleans up, and says what came of it', async () => {
    show();
    expect(await screen.findByText('ClusterRoleBinding kpanda:platform-admins')).toBeInTheDocument();
    expect(screen.getByText('ServiceAccount kpanda-access/kpanda')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Remove' })).toBeDisabled();
    await remove();
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.to(path)[0]?.body).toEqual({ deleteKpandaNamespace: true });
    expect(await screen.findByText(/Taken away: ClusterRoleBinding kpanda:platform-admins/)).toHaveTextContent(
      'Left in the cluster: ServiceAccount kpanda-access/kpanda',
    );
  });

  it('leaves everything there when that is chosen', async () => {
    show();
    await userEvent.click(await screen.findByRole('checkbox', { name: /Also take away/ }));
    await remove();
    await waitFor(() => expect(server.to(path)[0]?.body).toEqual({ deleteKpandaNamespace: false }));
  });

  it('lets a cluster go that does not answer, and says that it cannot be cleaned up', async () => {
    server.on('POST', `${path}/validate`, () => ({ status: 503, body: { code: 14, message: 'Cannot be reached.' } }));
    show();
    expect(await screen.findByText('Cannot be reached.')).toBeInTheDocument();
    await remove();
    await waitFor(() => expect(server.to(path)[0]?.body).toEqual({ deleteKpandaNamespace: false }));
  });

  it('says why a cluster stays', async () => {
    server.on('DELETE', path, () => ({ status: 400, body: { code: 9, message: 'It could not be cleaned up.' } }));
    show();
    await screen.findByText('ClusterRoleBinding kpanda:platform-admins');
    await remove();
    expect(await screen.findByText(/It could not be cleaned up/)).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });
});
