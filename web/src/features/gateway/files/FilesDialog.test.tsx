import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeServer } from '@/testing/FakeServer';
import { readDock } from '@/shared/dock/dock';
import { renderPage } from '@/testing/renderPage';
import { FilesDialog } from './FilesDialog';
import type { FileEntry } from './filesApi';

const base = '/api/v1/clusters/prod/namespaces/shop/pods/web-1/files';
const place = { cluster: 'prod', namespace: 'shop', pod: 'web-1', container: 'main' };

const entry = (name: string, path: string, type: FileEntry['type']): FileEntry => ({
  name,
  path,
  type,
  isLink: false,
  size: '2048',
  mode: type === 'directory' ? 'drwxr-xr-x' : '-rw-r--r--',
  owner: 'root:root',
  modified: '2026-01-02T03:04:05Z',
});

describe('the files of a container', () => {
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer()
      .on('GET', base, ({ query }) => {
        const path = query.get('path') ?? '';
        if (path === '/bare')
          return {
            status: 400,
            body: { code: 9, message: 'There is no stat.', details: [{ reason: 'files.no.program' }] },
          };
        if (path === '/no') return { status: 404, body: { code: 5, message: 'There is nothing at /no.' } };
        const items =
          path === '/'
            ? [entry('data', '/data', 'directory'), entry('odd%1B[31m', '/odd%1B[31m', 'file')]
            : [entry('100%', '/data/100%25', 'directory')];
        return { body: { path, items: path === '/data/100%25' ? [] : items, isCut: false, uploadLimit: '1000' } };
      })
      .on('GET', `${base}/content`, () => ({
        status: 400,
        body: { code: 9, message: 'The container does not allow it' },
      }));
  });

  const open = async (onClose = () => {}) => {
    renderPage(<FilesDialog place={place} onClose={onClose} />);
    return within(await screen.findByRole('dialog'));
  };

  it('are walked through by their exact paths, and back by the steps above', async () => {
    const dialog = await open();
    await userEvent.click(await dialog.findByRole('button', { name: 'data' }));
    await userEvent.click(await dialog.findByRole('button', { name: '100%' }));
    expect(await dialog.findByText('This folder is empty')).toBeVisible();
    expect(server.to(base).at(-1)?.query.get('path')).toBe('/data/100%25');
    await userEvent.click(dialog.getByRole('button', { name: '/' }));
    expect(await dialog.findByText('odd%1B[31m')).toBeVisible();
  });

  it('say in the words of the server what is not there, and what may not be taken', async () => {
    const dialog = await open();
    await userEvent.click(await dialog.findByRole('button', { name: 'Download odd%1B[31m' }));
    expect(await dialog.findByText('The container does not allow it')).toBeVisible();
    await userEvent.type(dialog.getByRole('textbox', { name: 'Go to a path' }), 'no{Enter}');
    expect(await dialog.findByText('There is nothing at /no.')).toBeVisible();
  });

  it('of an image without programs are seen from a debug container, which is opened here', async () => {
    const close = vi.fn();
    const dialog = await open(close);
    await userEvent.type(dialog.getByRole('textbox', { name: 'Go to a path' }), 'bare{Enter}');
    await userEvent.click(await dialog.findByRole('button', { name: 'Open a debug container' }));
    expect(close).toHaveBeenCalled();
    expect(readDock().tabs.at(-1)?.memory).toEqual({ terminal: { ...place, debug: true } });
  });

  it('take no more than one upload may have, before anything is sent', async () => {
    const send = vi.fn();
    vi.stubGlobal('XMLHttpRequest', send);
    const dialog = await open();
    await dialog.findByText('data');
    await userEvent.upload(screen.getByTestId('choose-files'), new File(['x'.repeat(1001)], 'large.bin'));
    expect(await dialog.findByText('An upload may have 1000 B at most.')).toBeVisible();
    expect(send).not.toHaveBeenCalled();
  });
});
