import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { ImportForm } from './ImportForm';

const clusters = '/apis/kpanda.io/v1alpha1/clusters';

describe('the import form', () => {
  let server: FakeServer;
  const onClose = vi.fn();
  beforeEach(() => {
    onClose.mockReset();
    server = new FakeServer().on('POST', `${clusters}/validate`, () => ({ body: { validateResult: true } }));
    renderPage(<ImportForm onClose={onClose} />);
  });

  const fill = async (name: string, kubeconfig = 'apiVersion: v1') => {
    await userEvent.type(screen.getByRole('textbox', { name: /^Name/ }), name);
    await userEvent.click(screen.getByRole('textbox', { name: 'Kubeconfig' }));
    await userEvent.paste(kubeconfig);
  };
  const button = (name: string) => screen.getByRole('button', { name });

  it('opens Import only once the kubeconfig has been verified, and shuts it when it changes', async () => {
    await fill('edge-1');
    expect(button('Import')).toBeDisabled();
    await userEvent.click(button('Verify'));
    await waitFor(() => expect(button('Import')).toBeEnabled());
    await userEvent.type(screen.getByRole('textbox', { name: 'Kubeconfig' }), ' ');
    expect(button('Import')).toBeDisabled();
  });

  it('sends what was typed, with labels as a map', async () => {
    server.on('POST', clusters, () => ({ body: {} }));
    await fill('edge-1');
    await userEvent.type(screen.getByRole('textbox', { name: /^Labels/ }), 'env=prod');
    await userEvent.click(button('Verify'));
    await waitFor(() => expect(button('Import')).toBeEnabled());
    await userEvent.click(button('Import'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.to(clusters)[0]?.body).toEqual({
      name: 'edge-1',
      aliasName: '',
      provider: 'GENERIC',
      labels: { env: 'prod' },
      kubeConfigString: 'apiVersion: v1',
    });
  });

  it('says at the field what is wrong with a name while it is typed', async () => {
    await fill('Edge_1');
    expect(screen.getByText(/Lower-case letters, digits/)).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveAttribute('aria-invalid', 'true');
  });

  it('shows a refusal of the server at its field', async () => {
    const details = [{ field: 'name', reason: 'cluster.name.taken' }];
    server.on('POST', clusters, () => ({
      status: 409,
      body: { code: 6, message: 'The name edge-1 is taken.', details },
    }));
    await fill('edge-1');
    await userEvent.click(button('Verify'));
    await waitFor(() => expect(button('Import')).toBeEnabled());
    await userEvent.click(button('Import'));
    expect(await screen.findByText('The name edge-1 is taken.')).toBeInTheDocument();
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says in words why a kubeconfig does not work', async () => {
    server.on('POST', `${clusters}/validate`, () => ({
      body: { validateResult: false, errMsg: 'The token is not accepted.' },
    }));
    await fill('edge-1');
    await userEvent.click(button('Verify'));
    expect(await screen.findByText('The token is not accepted.')).toBeInTheDocument();
    expect(button('Import')).toBeDisabled();
  });
});
