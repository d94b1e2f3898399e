import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { KubeconfigForm } from './KubeconfigForm';

const path = '/apis/kpanda.io/v1alpha1/clusters/prod';

describe('the form that replaces a kubeconfig', () => {
  let server: FakeServer;
  const onClose = vi.fn();
  beforeEach(() => {
    onClose.mockReset();
    server = new FakeServer().on('PUT', path, () => ({ body: {} }));
    renderPage(<KubeconfigForm cluster="prod" onClose={onClose} />);
  });
  const button = (name: string) => screen.getByRole('button', { name });
  const paste = async (text: string) => {
    await userEvent.click(screen.getByRole('textbox', { name: 'Kubeconfig' }));
    await userEvent.paste(text);
  };

  it('replaces only what was verified for this cluster', async () => {
    server.on('POST', `${path}/validate`, () => ({ body: { kubeconfig: { validateResult: true } } }));
    await paste('apiVersion: v1');
    expect(button('Replace')).toBeDisabled();
    await userEvent.click(button('Verify'));
    await waitFor(() => expect(button('Replace')).toBeEnabled());
    await userEvent.click(button('Replace'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.to(path)[0]?.body).toEqual({ kubeConfigString: 'apiVersion: v1' });
  });

  it('says that a kubeconfig leads to another cluster', async () => {
    server.on('POST', `${path}/validate`, () => ({
      body: { kubeconfig: { validateResult: false, errMsg: 'This kubeconfig leads to another cluster than prod.' } },
    }));
    await paste('apiVersion: v1');
    await userEvent.click(button('Verify'));
    expect(await screen.findByText(/another cluster than prod/)).toBeInTheDocument();
    expect(button('Replace')).toBeDisabled();
  });
});
