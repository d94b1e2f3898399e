import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { ComponentCard } from './ComponentCard';
import { ExpiryLabel } from './ExpiryLabel';
import { UnreachableNotice } from './UnreachableNotice';
import type { Cluster } from '@/shared/api/published';

const cluster = (status: Cluster['status']): Cluster => ({ metadata: { name: 'prod' }, status });

describe('how a cluster is', () => {
  it('shows each part with how it is in words', () => {
    const components = [
      { type: 'APIServer', title: 'API server', status: 'True' },
      { type: 'DNS', title: 'DNS', status: 'False', message: 'None of its 2 pods is ready.' },
      { type: 'Metrics', title: 'Metrics', status: 'Unknown', message: 'Not installed.' },
    ];
    renderPage(<ComponentCard cluster={cluster({ components })} />);
    const parts = within(screen.getByRole('list', { name: 'Health' })).getAllByRole('listitem');
    expect(parts.map((part) => part.textContent)).toEqual([
      'API serveryes',
      'DNSnoNone of its 2 pods is ready.',
      'MetricsunknownNot installed.',
    ]);
  });

  it('says of a cluster that is away how far the way comes, what to try and when it was heard of', async () => {
    const onReplace = vi.fn();
    const away = cluster({
      phase: 'Unknown',
      lastContact: String(Date.now() - 3 * 86_400_000),
      conditions: [{ type: 'Ready', status: 'False', reason: 'member.tls', message: 'The connection is not safe.' }],
    });
    renderPage(<UnreachableNotice cluster={away} onReplace={onReplace} onEdit={() => {}} />);
    expect(screen.getByText('The connection is not safe.')).toBeInTheDocument();
    expect(screen.getByText(/the certificate has changed/)).toBeInTheDocument();
    expect(screen.getByText(/Last heard of/)).toHaveTextContent('3d');
    await userEvent.click(screen.getByRole('button', { name: 'Replace kubeconfig' }));
    expect(onReplace).toHaveBeenCalledOnce();
  });

  it('says nothing of a cluster that runs', () => {
    renderPage(<UnreachableNotice cluster={cluster({ phase: 'Running' })} onReplace={vi.fn()} onEdit={vi.fn()} />);
    expect(screen.queryByText('What to try:')).not.toBeInTheDocument();
  });

  it('warns of a credential that ends when the server says that it is time', () => {
    const expires = { kubeconfigExpireTime: String(Date.UTC(2030, 4, 1, 12)) };
    const view = renderPage(<ExpiryLabel cluster={cluster({ ...expires, kubeconfigExpireWarnning: true })} />);
    expect(screen.getByText('credential ends May 1, 2030')).toBeInTheDocument();
    view.unmount();
    renderPage(<ExpiryLabel cluster={cluster({ ...expires, kubeconfigExpireWarnning: false })} />);
    expect(screen.queryByText(/credential ends/)).not.toBeInTheDocument();
  });
});
