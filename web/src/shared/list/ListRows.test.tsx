import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { FakeSocket } from '@/testing/FakeSocket';
import { renderPage } from '@/testing/renderPage';
import type { ListedObject } from '@/shared/api/published';
import { pod } from '@/features/workloads/kinds/pod';
import { kindList } from './columns';
import type { RowAction } from './descriptor';
import { ListPage } from './ListPage';

const path = '/apis/kpanda.io/v1alpha1/asl/pods';
const descriptor = kindList(pod, {});
const noActions = () => [];

const row = (name: string) =>
  ({
    metadata: { name, namespace: 'shop', cluster: 'prod', uid: name, resourceVersion: '1' },
    status: { podStatus: 'Running', containerReadyCount: 1, containerTotalCount: 1 },
    kpanda: { key: `prod/shop/${name}`, state: 'Running', severity: 'healthy' },
  }) as ListedObject;

const answer = (rows: ListedObject[]) => ({
  body: { items: rows, pagination: { total: rows.length, page: 1, pageSize: 50, pages: 1 } },
});

describe('the rows of a list', () => {
  let server: FakeServer;
  beforeEach(() => {
    server = new FakeServer();
  });

  const open = (address = '/') => {
    renderPage(<ListPage descriptor={descriptor} path={path} />, address);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
  };

  it('draws no row again for a filter whose list has not come yet', async () => {
    server.on('GET', path, () => answer([row('cart-1'), row('cart-2')]));
    const drawn = vi.fn();
    const watched = {
      ...descriptor,
      columns: descriptor.columns.map((column) => ({
        ...column,
        render: (each: ListedObject) => {
          if (column.isName) drawn(each.metadata.name);
          return column.render(each);
        },
      })),
    };
    renderPage(<ListPage descriptor={watched} path={path} actions={noActions} />);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    await screen.findByText('cart-1');
    drawn.mockClear();
    await userEvent.type(screen.getByRole('textbox', { name: 'Filter by name' }), 'c');
    await waitFor(() => expect(screen.getByRole('grid', { name: 'List' })).toHaveAttribute('aria-busy', 'true'));
    expect(drawn).not.toHaveBeenCalled();
  });

  it('has a menu in each row that is used by keyboard', async () => {
    server.on('GET', path, () => answer([row('cart-1')]));
    const onSelect = vi.fn<(name: string) => void>();
    const actions = ({ metadata }: ListedObject): RowAction[] => [
      { id: 'yaml', title: 'actions.editYaml', onSelect: () => onSelect(`yaml ${metadata.name}`) },
      { id: 'delete', title: 'actions.delete', isDanger: true, onSelect: () => onSelect(`delete ${metadata.name}`) },
    ];
    renderPage(<ListPage descriptor={descriptor} path={path} actions={actions} />);
    act(() => FakeSocket.last.accept());
    act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
    const toggle = await screen.findByRole('button', { name: 'Actions for cart-1' });
    toggle.focus();
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Edit YAML' })).toHaveFocus());
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
    expect(toggle).toHaveFocus();
    await userEvent.click(toggle);
    await userEvent.click(await screen.findByRole('menuitem', { name: 'Delete' }));
    expect(onSelect.mock.calls).toEqual([['delete cart-1']]);
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });

  describe('with very many rows', () => {
    const many = Array.from({ length: 1_000 }, (_each, index) => row(`cart-${String(index).padStart(4, '0')}`));
    const drawn = () => screen.getAllByRole('row').filter((each) => each.dataset.key);

    it('draws those on the screen and tells screen readers of all', async () => {
      server.on('GET', path, () => ({
        body: { items: many, pagination: { total: 20_000, page: 2, pageSize: 1_000, pages: 20 } },
      }));
      open('/?size=1000&page=2');
      const first = (await screen.findByText('cart-0000')).closest('tr');
      expect(server.to(path)[0]?.query.get('pageSize')).toBe('1000');
      expect(drawn().length).toBeLessThan(80);
      expect(screen.getByRole('grid', { name: 'List' })).toHaveAttribute('aria-rowcount', '20001');
      expect(first).toHaveAttribute('aria-rowindex', '1002');
      await waitFor(() => expect(FakeSocket.last.sent.at(-1)?.keys).toHaveLength(1_000));
    });

    it('keeps the row that has the focus, walks on from it, and ticks all', async () => {
      server.on('GET', path, () => answer(many));
      renderPage(<ListPage descriptor={descriptor} path={path} bulk={({ rows }) => <p>{rows.size} ticked</p>} />);
      act(() => FakeSocket.last.accept());
      act(() => FakeSocket.last.say({ type: 'subscribed', id: '1' }));
      await screen.findByText('cart-0000');
      const last = drawn().at(-1) as HTMLElement;
      act(() => last.focus());
      const at = Number(last.dataset.index);
      await userEvent.keyboard('jj');
      expect(document.activeElement).toHaveAttribute('data-index', String(at + 2));
      await userEvent.keyboard('k');
      expect(document.activeElement).toHaveAttribute('data-index', String(at + 1));
      await userEvent.click(screen.getByRole('checkbox', { name: 'Select all rows of this page' }));
      expect(await screen.findByText('1000 ticked')).toBeInTheDocument();
    });
  });
});
