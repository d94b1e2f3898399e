import { screen, waitFor, within } from '@testing-library/react';
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
      distribution: '',
      labels: { env: 'prod' },
      annotations: {},
      describe: '',
      region: '',
      zone: '',
      proxyUrl: '',
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

  it('shows what the cluster is and what its credential may do, each right by its name', async () => {
    server.on('POST', `${clusters}/validate`, () => ({
      body: {
        validateResult: true,
        kubernetesVersion: 'v1.36.2',
        distribution: 'EKS',
        conditions: [
          { type: 'CanList', title: 'Reads everything', status: 'True' },
          { type: 'CanBind', title: 'Grants rights', status: 'False', message: 'The credential may not bind roles.' },
        ],
      },
    }));
    await fill('edge-1');
    await userEvent.click(button('Verify'));
    const result = await screen.findByTestId('verify-result');
    expect(result).toHaveTextContent('the credential may not do everything');
    expect(result).toHaveTextContent('v1.36.2');
    expect(result).toHaveTextContent('Amazon EKS');
    expect(within(result).getByText('Grants rights')).toBeInTheDocument();
    expect(result).toHaveTextContent('The credential may not bind roles.');
    expect(result).not.toHaveTextContent('CanBind');
    expect(screen.getByRole('option', { name: 'As recognised: Amazon EKS' })).toBeInTheDocument();
    // Rights that are missing are a warning, not a wall.
    expect(button('Import')).toBeEnabled();
  });

  it('verifies through the proxy that was typed, and again when it changes', async () => {
    await fill('edge-1');
    await userEvent.click(screen.getByRole('button', { name: /^Proxy, place/ }));
    const proxy = screen.getByRole('textbox', { name: 'Proxy' });
    await userEvent.type(proxy, 'proxy.example.com');
    expect(screen.getByText(/Like http:\/\/proxy/)).toBeInTheDocument();
    await userEvent.clear(proxy);
    await userEvent.type(proxy, 'socks5://proxy.example.com:1080');
    await userEvent.click(button('Verify'));
    await waitFor(() => expect(button('Import')).toBeEnabled());
    expect(server.to(`${clusters}/validate`)[0]?.body).toMatchObject({ proxyUrl: 'socks5://proxy.example.com:1080' });
    await userEvent.type(proxy, '0');
    expect(button('Import')).toBeDisabled();
  });

  it('has commands to copy for each vendor', async () => {
    const guide = (distribution: string, title: string) => ({
      distribution,
      title,
      note: '',
      steps: [{ title: `Reach ${title}`, commands: `reach ${title}\n` }],
    });
    server.on('GET', '/api/v1/import-guides', () => ({
      body: { items: [guide('', 'Any cluster'), guide('EKS', 'Amazon EKS')] },
    }));
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'How do I get a kubeconfig that works?' }));
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Where the cluster runs' }), 'Amazon EKS');
    expect(screen.getByText('Reach Amazon EKS')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: /^Copy/ }));
    expect(await navigator.clipboard.readText()).toBe('reach Amazon EKS\n');
  });
});
