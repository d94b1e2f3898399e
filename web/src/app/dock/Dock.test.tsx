import { act, fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderPage } from '@/testing/renderPage';
import { closeDock, markUnsaved, openInDock } from '@/shared/dock/dock';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { Dock } from './Dock';

const open = (name: string) =>
  act(() => openInDock({ id: name, title: name, content: <input aria-label={`field of ${name}`} /> }));

describe('the dock', () => {
  beforeEach(() => {
    writePreference('dock.height', null);
    renderPage(<Dock />);
  });
  afterEach(() => act(() => closeDock()));

  it('is not there while nothing is open in it', () => {
    expect(screen.queryByRole('region', { name: 'Dock' })).not.toBeInTheDocument();
  });

  it('keeps what was typed in tabs that are not shown, and opens each once', async () => {
    open('a');
    await userEvent.type(screen.getByLabelText('field of a'), 'typed');
    open('b');
    expect(screen.getByLabelText('field of a')).not.toBeVisible();
    open('a');
    expect(screen.getAllByRole('tab')).toHaveLength(2);
    expect(screen.getByLabelText('field of a')).toBeVisible();
    expect(screen.getByLabelText('field of a')).toHaveValue('typed');
  });

  it('shows the neighbour of a tab that is closed, and goes with the last', async () => {
    open('a');
    open('b');
    await userEvent.click(screen.getByRole('button', { name: 'Close b' }));
    expect(screen.getByLabelText('field of a')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close a' }));
    expect(screen.queryByRole('region', { name: 'Dock' })).not.toBeInTheDocument();
  });

  it('asks before a tab with unsaved changes is closed', async () => {
    open('a');
    act(() => markUnsaved('a', true));
    await userEvent.click(screen.getByRole('button', { name: 'Close a' }));
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(screen.getByLabelText('field of a')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close a' }));
    await userEvent.click(screen.getByRole('button', { name: 'Close without saving' }));
    expect(screen.queryByRole('region', { name: 'Dock' })).not.toBeInTheDocument();
  });

  it('is made higher and lower with the keyboard, remembers it, and leaves room for the page', () => {
    open('a');
    const handle = screen.getByRole('separator', { name: 'Height of the dock' });
    fireEvent.keyDown(handle, { key: 'ArrowUp' });
    expect(screen.getByRole('region', { name: 'Dock' })).toHaveStyle({ height: '400px' });
    expect(readPreference('dock.height')).toBe('400');
    for (let press = 0; press < 40; press++) fireEvent.keyDown(handle, { key: 'ArrowUp' });
    expect(Number(readPreference('dock.height'))).toBe(window.innerHeight - 160);
    for (let press = 0; press < 40; press++) fireEvent.keyDown(handle, { key: 'ArrowDown' });
    expect(readPreference('dock.height')).toBe('160');
  });

  it('shows two tabs side by side, of which the one that has the focus is the active one', async () => {
    open('a');
    open('b');
    await userEvent.click(screen.getByRole('button', { name: 'Two tabs side by side' }));
    expect(screen.getByLabelText('field of a')).toBeVisible();
    expect(screen.getByLabelText('field of b')).toBeVisible();
    await userEvent.click(screen.getByLabelText('field of a'));
    expect(screen.getByRole('tab', { name: 'a' })).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByLabelText('field of b')).toBeVisible();
    // Another tab takes the place of the active one.
    open('c');
    expect(screen.getByLabelText('field of a')).not.toBeVisible();
    expect(screen.getByLabelText('field of b')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Close c' }));
    expect(screen.getByRole('tab', { name: 'b' })).toHaveAttribute('aria-selected', 'true');
    expect(screen.getByLabelText('field of a')).not.toBeVisible();
  });

  it('is worked by keys', async () => {
    open('a');
    open('b');
    await userEvent.keyboard('dp');
    expect(screen.getByLabelText('field of a')).toBeVisible();
    await userEvent.keyboard('ds');
    expect(screen.getByLabelText('field of b')).toBeVisible();
    await userEvent.keyboard('dm');
    expect(screen.getByRole('button', { name: 'Back to the bottom' })).toBeInTheDocument();
    await userEvent.keyboard('dx');
    expect(screen.queryByLabelText('field of a')).not.toBeInTheDocument();
  });

  it('is made as large as the window and back', async () => {
    open('a');
    await userEvent.click(screen.getByRole('button', { name: 'As large as the window' }));
    expect(screen.queryByRole('separator')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Back to the bottom' }));
    expect(screen.getByRole('separator')).toBeInTheDocument();
  });
});
