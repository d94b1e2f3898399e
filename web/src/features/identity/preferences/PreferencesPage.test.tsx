import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { keyActions } from '@/shared/keyboard/actions';
import { currentBindings } from '@/shared/keyboard/bindings';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { PreferencesPage } from './PreferencesPage';

describe('the preferences', () => {
  beforeEach(() => {
    for (const name of ['keys', 'theme', 'density', 'time']) writePreference(name, null);
    renderPage(<PreferencesPage />);
  });

  const change = async (action: string, keys: string) => {
    await userEvent.click(screen.getByRole('button', { name: `Keys for: ${action}` }));
    screen.getByRole('button', { name: /Press the keys/ }).focus();
    await userEvent.keyboard(keys);
  };
  const save = () => userEvent.click(screen.getByRole('button', { name: 'Save' }));

  it('take effect at once', async () => {
    await userEvent.selectOptions(screen.getByLabelText('Theme'), 'Dark');
    expect(document.documentElement).toHaveClass('pf-v6-theme-dark');
    await userEvent.selectOptions(screen.getByLabelText('Times'), 'UTC');
    expect(readPreference('time')).toBe('utc');
  });

  it('bind an action to other keys, and back', async () => {
    expect(screen.getAllByRole('button', { name: /^Keys for/ })).toHaveLength(keyActions.length);
    await change('Clusters', 'zc');
    await save();
    expect(currentBindings()['go.clusters']).toEqual(['z c']);
    await userEvent.click(screen.getByRole('button', { name: 'Usual keys for: Clusters' }));
    expect(currentBindings()['go.clusters']).toEqual(['g c']);
  });

  it('say which action has the keys already, and take them from there only when asked to', async () => {
    await change('Clusters', 'j');
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).getByText(/already mean: Next row/)).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
    expect(currentBindings()['list.next']).toEqual(['j']);
    await change('Clusters', 'j');
    await save();
    expect(currentBindings()['go.clusters']).toEqual(['j']);
    expect(currentBindings()['list.next']).toEqual([]);
  });

  it('can leave an action without keys', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Keys for: Clusters' }));
    await userEvent.click(screen.getByRole('button', { name: 'No keys' }));
    expect(currentBindings()['go.clusters']).toEqual([]);
  });
});
