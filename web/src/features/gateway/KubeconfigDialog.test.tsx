import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { KubeconfigDialog } from './KubeconfigDialog';

const one = '/apis/kpanda.io/v1alpha1/clusters/prod/clustercert';
const all = '/api/v1/kubeconfig';

describe('the dialog for a kubeconfig', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer()
      .on('POST', one, () => ({ body: { kubeConfigString: 'kind: Config\ntoken: for-prod\n', cluster: 'prod' } }))
      .on('POST', all, () => ({ body: { kubeConfigString: 'kind: Config\ntoken: for-all\n' } }));
  });

  const make = async () => {
    renderPage(<KubeconfigDialog cluster="prod" onClose={() => {}} />);
    const dialog = within(await screen.findByRole('dialog'));
    return { dialog, submit: () => userEvent.click(dialog.getByRole('button', { name: 'Create kubeconfig' })) };
  };

  it('asks for a week for this cluster, shows the file and gives it to download', async () => {
    const { dialog, submit } = await make();
    await submit();
    expect(await dialog.findByText(/for-prod/)).toBeVisible();
    expect(server.to(one)[0]?.body).toEqual({ expirationSeconds: 7 * 24 * 3600 });

    const create = vi.fn<(file: Blob) => string>(() => 'blob:x');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: create, revokeObjectURL: () => {} }));
    await userEvent.click(dialog.getByRole('button', { name: 'Download' }));
    expect(await create.mock.calls[0]?.[0].text()).toContain('for-prod');
  });

  it('asks for one without end for all clusters', async () => {
    const { dialog, submit } = await make();
    await userEvent.click(dialog.getByLabelText('Without end'));
    await userEvent.click(dialog.getByLabelText('For all clusters'));
    await submit();
    expect(await dialog.findByText(/for-all/)).toBeVisible();
    expect(server.to(all)[0]?.body).toEqual({ clusters: [], expirationSeconds: 0 });
  });

  it('makes nothing for a day that is over', async () => {
    const { dialog } = await make();
    await userEvent.click(dialog.getByLabelText('Until the end of a day'));
    expect(dialog.getByRole('button', { name: 'Create kubeconfig' })).toBeDisabled();
  });
});
