import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { SandboxFaultsPage } from './SandboxFaultsPage';
import { faultsPath } from './useFaults';

const slow = {
  id: 7,
  kind: 'Slow',
  since: '2026-01-01T00:00:00Z',
  every: 3,
  seconds: 2,
  code: 503,
  webhook: 'TimedOut',
  certificate: 'OtherAuthority',
};

describe('the page of faults', () => {
  let server: FakeServer;
  let items: object[];
  const answer = () => ({ body: { cluster: 'staging', canChangeCertificate: false, items } });
  const show = () =>
    renderPage(
      <Routes>
        <Route path="/clusters/:cluster/sandbox" element={<SandboxFaultsPage />} />
      </Routes>,
      '/clusters/staging/sandbox',
    );

  beforeEach(() => {
    items = [];
    server = new FakeServer()
      .on('GET', faultsPath('staging'), answer)
      .on('POST', faultsPath('staging'), () => {
        items = [slow];
        return answer();
      })
      .on('DELETE', `${faultsPath('staging')}/7`, () => {
        items = [];
        return answer();
      });
  });

  it('says that all is well, and starts a fault with what it needs', async () => {
    show();
    expect(await screen.findByText('Nothing is wrong')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Start a fault' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('option', { name: 'Changed certificate' })).toBeDisabled();
    await userEvent.selectOptions(dialog.getByLabelText('Fault'), 'Slow');
    await userEvent.clear(dialog.getByLabelText('Seconds to wait'));
    await userEvent.type(dialog.getByLabelText('Seconds to wait'), '2');
    await userEvent.click(dialog.getByRole('button', { name: 'Start' }));
    expect(await screen.findByRole('button', { name: 'End Slow' })).toBeVisible();
    expect(screen.getByText('2 s · every 3 requests')).toBeVisible();
    expect(server.to(faultsPath('staging')).find(({ method }) => method === 'POST')?.body).toEqual({
      kind: 'Slow',
      seconds: 2,
      every: 1,
      forSeconds: 300,
    });
  });

  it('ends a fault', async () => {
    items = [slow];
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'End Slow' }));
    expect(await screen.findByText('Nothing is wrong')).toBeVisible();
  });

  it('asks for a node before one can go down', async () => {
    server.on('GET', '/apis/kpanda.io/v1alpha1/clusters/staging/nodes', () => ({
      body: { items: [{ metadata: { name: 'worker-1' } }] },
    }));
    show();
    await userEvent.click(await screen.findByRole('button', { name: 'Start a fault' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.selectOptions(dialog.getByLabelText('Fault'), 'NodeDown');
    expect(dialog.getByRole('button', { name: 'Start' })).toBeDisabled();
    await dialog.findByRole('option', { name: 'worker-1' });
    await userEvent.selectOptions(dialog.getByLabelText(/^Node/), 'worker-1');
    expect(dialog.getByRole('button', { name: 'Start' })).toBeEnabled();
  });
});
