import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { ImportDrawer } from './ImportDrawer';

function Page() {
  const [isOpen, setOpen] = useState(false);
  return (
    <ImportDrawer isOpen={isOpen} onClose={() => setOpen(false)}>
      <button onClick={() => setOpen(true)}>Open</button>
    </ImportDrawer>
  );
}

describe('the import drawer', () => {
  beforeEach(() => {
    new FakeServer();
    renderPage(<Page />);
  });
  const drawer = () => screen.getByRole('dialog', { name: 'Import a cluster' });

  it('takes the focus as it opens and never again, however late its panel has slid in', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    expect(within(drawer()).getByRole('textbox', { name: /^Name/ })).toHaveFocus();
    const kubeconfig = within(drawer()).getByRole('textbox', { name: 'Kubeconfig' });
    await userEvent.click(kubeconfig);
    fireEvent.transitionEnd(drawer(), { propertyName: 'transform' });
    await new Promise((resolve) => setTimeout(resolve));
    expect(kubeconfig).toHaveFocus();
  });

  it('leads back to what opened it', async () => {
    await userEvent.click(screen.getByRole('button', { name: 'Open' }));
    await userEvent.click(within(drawer()).getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus();
  });
});
