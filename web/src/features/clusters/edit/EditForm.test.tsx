import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import type { Cluster } from '@/shared/api/published';
import { EditForm } from './EditForm';

const path = '/apis/kpanda.io/v1alpha1/clusters/prod';
const cluster: Cluster = {
  metadata: { name: 'prod', labels: { env: 'prod' }, annotations: { 'example.com/owner': 'Team A' } },
  spec: { aliasName: 'Shop', region: 'east', describe: '', proxyUrl: 'http://proxy.example.com:3128' },
  status: { distribution: 'EKS' },
};

describe('the form that edits a cluster', () => {
  let server: FakeServer;
  const onClose = vi.fn();
  beforeEach(() => {
    onClose.mockReset();
    server = new FakeServer().on('PUT', path, () => ({ body: {} }));
    renderPage(<EditForm cluster={cluster} onClose={onClose} />);
  });
  const field = (name: string) => screen.getByRole('textbox', { name });
  const save = () => screen.getByRole('button', { name: 'Save' });

  it('begins with what is there, in its first field, and saves nothing that was not changed', async () => {
    expect(field('Alias')).toHaveFocus();
    expect(field('Annotations')).toHaveValue('example.com/owner=Team A');
    expect(save()).toBeDisabled();
    await userEvent.clear(field('Region'));
    await userEvent.type(field('Labels'), ', tier=1');
    await userEvent.click(save());
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(server.to(path)[0]?.body).toEqual({ region: '', labels: { env: 'prod', tier: '1' } });
  });

  it('lets the distribution be corrected', async () => {
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Distribution' }), 'Red Hat OpenShift');
    await userEvent.click(save());
    await waitFor(() => expect(server.to(path)[0]?.body).toEqual({ distribution: 'OpenShift' }));
  });

  it('shows what the server refuses at its field, and stays open', async () => {
    server.on('PUT', path, () => ({
      status: 400,
      body: { code: 3, message: 'The proxy does not connect.', details: [{ field: 'proxyUrl' }] },
    }));
    await userEvent.type(field('Proxy'), '9');
    await userEvent.click(save());
    expect(await screen.findByText('The proxy does not connect.')).toBeInTheDocument();
    expect(field('Proxy')).toHaveAttribute('aria-invalid', 'true');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('is sent with Enter', async () => {
    await userEvent.type(field('Alias'), ' 2{Enter}');
    await waitFor(() => expect(server.to(path)[0]?.body).toEqual({ aliasName: 'Shop 2' }));
  });
});
