import { useQueryClient } from '@tanstack/react-query';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { deployment } from '@/features/workloads/kinds/deployment';
import { Dock } from '@/app/dock/Dock';
import { objectJsonPath } from '@/shared/api/paths';
import { closeDock } from '@/shared/dock/dock';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { YamlTab } from './YamlTab';

vi.mock('@/shared/yaml/YamlEditor', () => ({
  YamlEditor: ({ value, label, onChange }: { value: string; label: string; onChange(value: string): void }) => (
    <textarea aria-label={label} value={value} onChange={({ target }) => onChange(target.value)} />
  ),
}));
vi.mock('@/shared/yaml/YamlDiff', () => ({ YamlDiff: () => null }));

const place = { cluster: 'prod', namespace: 'shop', segment: 'deployments', name: 'cart' };
const path = objectJsonPath(place);

/** Stands for what happens beside the tab: another action reads everything again, the object's page is drawn again. */
function Page() {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(true);
  const [isRead, setRead] = useState(false);
  return (
    <>
      <button onClick={() => void client.invalidateQueries().then(() => setRead(true))}>Read all again</button>
      {isRead && 'Read again'}
      <button onClick={() => setOpen(!isOpen)}>Tab</button>
      {isOpen && <YamlTab kind={deployment} place={place} />}
    </>
  );
}

describe('the YAML tab', () => {
  const open = () => {
    let version = 0;
    const server = new FakeServer().on('GET', path, () => ({
      body: {
        data: JSON.stringify({ kind: 'Deployment', metadata: { name: 'cart', resourceVersion: `${++version}` } }),
      },
    }));
    renderPage(<Page />);
    return server;
  };
  const editor = () => screen.findByRole('textbox');

  it('keeps what was typed when everything else is read again', async () => {
    const server = open();
    await userEvent.type(await editor(), '# typed');
    await userEvent.click(screen.getByRole('button', { name: 'Read all again' }));
    await screen.findByText('Read again');
    expect(screen.getByRole('button', { name: 'Review changes' })).toBeEnabled();
    expect((await editor()).textContent).toContain('# typed');
    expect(server.to(path)).toHaveLength(1);
  });

  it('reads the object anew each time it is opened', async () => {
    open();
    expect((await editor()).textContent).toContain('resourceVersion: "1"');
    await userEvent.click(screen.getByRole('button', { name: 'Tab' }));
    await userEvent.click(screen.getByRole('button', { name: 'Tab' }));
    expect((await editor()).textContent).toContain('resourceVersion: "2"');
  });

  it('can be kept open in the dock while pages change', async () => {
    open();
    renderPage(<Dock />);
    await editor();
    await userEvent.click(screen.getByRole('button', { name: 'Keep open in the dock' }));
    await userEvent.click(screen.getByRole('button', { name: 'Tab' }));
    expect(screen.getByRole('tab', { name: 'Deployment · cart' })).toBeInTheDocument();
    await userEvent.type(await editor(), '# docked');
    expect((await editor()).textContent).toContain('# docked');
    act(() => closeDock());
  });

  it('is one editor of an object: what the dock has open is edited there, with what was typed', async () => {
    open();
    renderPage(<Dock />);
    await userEvent.type(await editor(), '# typed');
    await userEvent.click(screen.getByRole('button', { name: 'Keep open in the dock' }));
    expect((await editor()).textContent).toContain('# typed');
    expect(screen.getByText('This object is open in the dock')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Discard changes' }));
    await userEvent.click(screen.getByRole('button', { name: 'Close Deployment · cart' }));
    expect((await editor()).textContent).not.toContain('# typed');
    expect(screen.getByRole('button', { name: 'Keep open in the dock' })).toBeInTheDocument();
  });
});
