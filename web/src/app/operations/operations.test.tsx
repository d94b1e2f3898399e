import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { useToast } from '@/shared/feedback/ToastContext';
import { clearEnded, markRead, startOperation, useOperations } from '@/shared/operations/operations';
import { AwayMenu } from './AwayMenu';
import { OperationsButton } from './OperationsButton';
import { OperationsDrawer } from './OperationsDrawer';

function Masthead() {
  const [isOpen, setOpen] = useState(false);
  const toast = useToast();
  return (
    <>
      <OperationsButton isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      {isOpen && <OperationsDrawer onClose={() => setOpen(false)} />}
      <button onClick={() => toast({ variant: 'danger', title: 'cart was not changed', body: 'Quota.' })}>Fail</button>
      <output>{useOperations().length}</output>
    </>
  );
}

describe('operations', () => {
  beforeEach(() =>
    act(() => {
      markRead();
      clearEnded();
    }),
  );
  const badge = () => screen.getByRole('button', { name: /^Operations/ });

  it('are seen while they run, with how far they are, and say what they came to', async () => {
    renderPage(<Masthead />);
    expect(badge()).toHaveAccessibleName('Operations');
    const operation = await act(() => startOperation('Label 50 objects'));
    act(() => operation.progress(20, 50));
    expect(badge()).toHaveAccessibleName('Operations, 1 running');
    await userEvent.click(badge());
    expect(screen.getByRole('progressbar', { name: 'Label 50 objects' })).toHaveAttribute('aria-valuenow', '20');
    act(() => operation.fail('3 were refused.'));
    expect(screen.getByText('3 were refused.')).toBeInTheDocument();
    expect(badge()).toHaveAccessibleName('Operations, 1 failed');
  });

  it('that failed stay marked until the drawer was read, and go when they are cleared', async () => {
    renderPage(<Masthead />);
    act(() => startOperation('Import').fail('No route.'));
    await userEvent.click(badge());
    await userEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(badge()).toHaveAccessibleName('Operations');
    await userEvent.click(badge());
    await userEvent.click(screen.getByRole('button', { name: 'Clear what has ended' }));
    expect(screen.getByText('Nothing was done in this tab.')).toBeInTheDocument();
  });

  it('keep what a message said that somebody did not read in time', async () => {
    renderPage(<Masthead />);
    await userEvent.click(screen.getByRole('button', { name: 'Fail' }));
    expect(badge()).toHaveAccessibleName('Operations, 1 failed');
  });

  it('are bounded, and never drop what still runs', async () => {
    renderPage(<Masthead />);
    const running = await act(() => startOperation('long'));
    act(() => {
      for (let count = 0; count < 150; count++) startOperation('short').succeed();
    });
    expect(Number(screen.getByRole('status').textContent)).toBeLessThanOrEqual(101);
    act(() => running.succeed('at last'));
  });
});

describe('clusters that are not as they should be', () => {
  it('are named on every page, with a way to them', async () => {
    new FakeServer().on('GET', '/apis/kpanda.io/v1alpha1/clusters', () => ({
      body: {
        items: [
          { metadata: { name: 'prod' }, status: { phase: 'Running' } },
          {
            metadata: { name: 'edge' },
            status: { phase: 'Unknown', conditions: [{ type: 'Ready', status: 'False', message: 'No route.' }] },
          },
        ],
      },
    }));
    const { router } = renderPage(<AwayMenu />);
    await userEvent.click(await screen.findByRole('button', { name: '1 cluster is unwell' }));
    expect(screen.getByText('No route.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('menuitem', { name: /edge/ }));
    expect(router.state.location.pathname).toBe('/clusters/edge');
  });
});
