import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { ConflictDialog } from './ConflictDialog';

vi.mock('@/shared/yaml/YamlDiff', () => ({ YamlDiff: () => null }));

const yaml = (version: number, image: string, replicas: number) =>
  `metadata:\n  name: cart\n  resourceVersion: "${version}"\nspec:\n  image: ${image}\n  replicas: ${replicas}\n`;
const versions = { before: yaml(1, 'a', 1), theirs: yaml(2, 'b', 1), yours: yaml(1, 'c', 3) };

describe('an edit that met another', () => {
  it('is merged place by place, and saved in the newest version', async () => {
    const onMerged = vi.fn();
    renderPage(<ConflictDialog versions={versions} onMerged={onMerged} onClose={() => {}} />);
    const done = screen.getByRole('button', { name: 'Review the merged changes' });
    expect(done).toBeDisabled();
    const row = screen.getByRole('row', { name: /spec\.image/ });
    for (const value of ['a', 'b', 'c']) expect(within(row).getByText(value)).toBeInTheDocument();
    await userEvent.click(within(row).getByRole('radio', { name: /Theirs, now/ }));
    await userEvent.click(done);
    expect(onMerged).toHaveBeenCalledWith(yaml(2, 'b', 3));
  });

  it('takes one side everywhere where that is wanted', async () => {
    const onMerged = vi.fn();
    renderPage(<ConflictDialog versions={versions} onMerged={onMerged} onClose={() => {}} />);
    await userEvent.click(screen.getByRole('button', { name: 'All mine' }));
    await userEvent.click(screen.getByRole('button', { name: 'Review the merged changes' }));
    expect(onMerged).toHaveBeenCalledWith(yaml(2, 'c', 3));
  });

  it('that touches other places needs no choice', () => {
    renderPage(
      <ConflictDialog versions={{ ...versions, yours: yaml(1, 'a', 3) }} onMerged={() => {}} onClose={() => {}} />,
    );
    expect(screen.getByRole('button', { name: 'Review the merged changes' })).toBeEnabled();
  });
});
