import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import type { Cluster } from '@/shared/api/published';
import { RightsCard } from './RightsCard';

const path = '/api/v1/clusters/prod/check';
const prod: Cluster = {
  metadata: { name: 'prod' },
  status: {
    conditions: [
      { type: 'Ready', status: 'True', title: 'Ready' },
      { type: 'CanList', status: 'True', title: 'Reads everything' },
    ],
  },
};

describe('what a credential may do', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
    renderPage(<RightsCard cluster={prod} />);
  });
  const check = () => userEvent.click(screen.getByRole('button', { name: 'Check again' }));

  it('shows the rights, and asks the cluster again on demand', async () => {
    server.on('POST', path, () => ({ body: { cluster: prod } }));
    const rights = within(screen.getByRole('list', { name: 'What Kpanda may do here' }));
    expect(rights.getAllByRole('listitem').map((right) => right.textContent)).toEqual(['Reads everythingyes']);
    await check();
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('The cluster was asked again.'));
    expect(server.to(path)).toHaveLength(1);
  });

  it('says why it could not be asked', async () => {
    server.on('POST', path, () => ({
      status: 503,
      body: { code: 14, message: 'Cluster prod cannot be reached.', details: [] },
    }));
    await check();
    expect(await screen.findByText(/Cluster prod cannot be reached/)).toBeInTheDocument();
  });
});
