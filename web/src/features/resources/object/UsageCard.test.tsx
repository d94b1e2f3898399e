import { screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { UsageCard } from './UsageCard';

const amounts = {
  cpu: { used: '250', requested: '500', limit: '1000' },
  memory: { used: '1073741824', requested: '0' },
};
const answer = { source: 'served', time: '1767225600000', ...amounts, measured: 1, total: 2, parts: [] };

describe('what is used now', () => {
  const show = (body: unknown) => {
    new FakeServer().on('GET', '/usage', () => ({ body }));
    renderPage(<UsageCard path="/usage" parts="Pods" />);
  };

  it('stands beside what is asked for and what is allowed', async () => {
    const parts = ['a', 'b'].map((name) => ({ name, ...amounts }));
    show({ ...answer, parts });
    expect(await screen.findByText('0.25 cores used · 0.5 cores requested · limit 1 cores')).toBeInTheDocument();
    expect(screen.getByText('1 GiB used · nothing requested · limit none')).toBeInTheDocument();
    expect(screen.getByRole('progressbar', { name: 'CPU' })).toHaveAttribute('aria-valuenow', '25');
    expect(screen.getByText(/1 of 2 measured/)).toBeInTheDocument();
    expect(screen.getByRole('grid', { name: 'Pods' })).toBeInTheDocument();
  });

  it.each([
    ['absent', /no metrics API/],
    ['failing', /does not answer/],
    ['waiting', /No metrics yet/],
  ])('says plainly where there is nothing: %s', async (source, words) => {
    show({ ...answer, source, cpu: { requested: '500' }, memory: { requested: '0' }, measured: 0 });
    expect(await screen.findByText(words)).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();
    expect(screen.getByText('0.5 cores requested · limit none')).toBeInTheDocument();
  });
});
