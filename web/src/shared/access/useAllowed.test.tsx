import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it } from 'vitest';
import { RowMenu } from '@/shared/list/RowMenu';
import type { RowAction } from '@/shared/list/descriptor';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { MayButton } from './MayButton';
import { checkPath } from './useMay';

const ask = (verb: string) => ({ verb, resource: 'deployments.apps', cluster: 'prod', namespace: 'shop' });

describe('what a person may not do', () => {
  let server: FakeServer;
  let done: string[];
  const action = (id: string, verb?: string): RowAction => ({
    id,
    title: { text: id },
    needs: verb ? ask(verb) : undefined,
    onSelect: () => done.push(id),
  });

  beforeEach(() => {
    done = [];
    server = new FakeServer().on('GET', checkPath, ({ query }) => ({
      body: {
        items: query.getAll('ask').map((each) => {
          const allowed = !each.startsWith('delete,');
          return { allowed, message: allowed ? '' : 'You may not delete deployments.apps.' };
        }),
      },
    }));
  });

  it('is out of reach in a menu, with the reason, and all of the menu is asked in one request', async () => {
    const user = userEvent.setup();
    const actions = [action('look'), action('change', 'patch'), action('scale', 'patch'), action('remove', 'delete')];
    renderPage(<RowMenu label="menu" isDisabled={false} row={null} actions={() => actions} />, '/');
    expect(server.to(checkPath)).toHaveLength(0);
    await user.click(screen.getByRole('button', { name: 'menu' }));
    const refused = await screen.findByRole('menuitem', { name: /^remove/ });
    await waitFor(() => expect(refused).toHaveAttribute('aria-disabled', 'true'));
    expect(server.to(checkPath)).toHaveLength(1);
    expect(server.to(checkPath)[0]?.query.getAll('ask')).toEqual([
      'patch,apps,deployments,,prod,shop,',
      'delete,apps,deployments,,prod,shop,',
    ]);
    expect(refused).toHaveTextContent('You may not delete deployments.apps.');
    await user.click(refused);
    expect(done).toEqual([]);
    await user.click(screen.getByRole('menuitem', { name: 'change' }));
    expect(done).toEqual(['change']);
  });

  it('is a button that cannot be used, and says why to whoever comes to it by keyboard', async () => {
    const user = userEvent.setup();
    renderPage(
      <MayButton needs={[ask('patch'), ask('delete')]} onClick={() => done.push('button')}>
        Remove
      </MayButton>,
      '/',
    );
    await waitFor(() =>
      expect(screen.getByRole('button', { name: 'Remove' })).toHaveAttribute('aria-disabled', 'true'),
    );
    await user.tab();
    await screen.findByText('You may not delete deployments.apps.');
    await user.click(screen.getByRole('button', { name: 'Remove' }));
    expect(done).toEqual([]);
  });
});
