import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as files from '@/shared/list/download';
import { FakeServer } from '@/testing/FakeServer';
import { renderPage } from '@/testing/renderPage';
import { userImportPath } from '../../people/peopleApi';
import { csvRecords } from './csvRecords';
import { ImportUsersPage } from './ImportUsersPage';

interface Body {
  csv: string;
  dryRun: boolean;
  generatePasswords: boolean;
}

describe('records of comma-separated values', () => {
  it('end where a line ends outside of quotes', () => {
    expect(csvRecords('\ufeffname,description\r\nli,"two\nlines, and ""quotes"""\r\n\r\nwu,\n')).toEqual([
      'name,description',
      'li,"two\nlines, and ""quotes"""',
      'wu,',
    ]);
  });

  it('are none where a quote is never closed', () => expect(csvRecords('name\n"li')).toBeNull());
});

describe('the import of people', () => {
  const names = Array.from({ length: 12 }, (_, index) => `user-${index}`);
  const csv = ['name', ...names, 'Bad Name'].join('\n');
  let server: FakeServer;

  beforeEach(() => {
    server = new FakeServer().on('POST', userImportPath, (call) => {
      const { csv: table, dryRun, generatePasswords } = call.body as Body;
      const rows = table
        .split('\r\n')
        .slice(1)
        .map((name, index) => ({
          row: index + 2,
          name,
          ...(name === 'Bad Name'
            ? { error: 'This is no name.' }
            : dryRun
              ? {}
              : { id: name, password: generatePasswords ? `secret of ${name}` : undefined }),
        }));
      return { body: { added: 0, failed: 0, rows } };
    });
  });

  it('looks first, adds in parts what is right, and hands passwords over once', async () => {
    const saved = vi.spyOn(files, 'download').mockImplementation(() => {});
    renderPage(<ImportUsersPage />, '/user-import');
    await userEvent.click(await screen.findByLabelText(/^Table/));
    await userEvent.paste(csv);
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('12 users can be added, 1 cannot')).toBeVisible();
    // What is wrong stands first, with its line.
    expect(screen.getAllByRole('row')[1]).toHaveTextContent('14Bad NameThis is no name.');
    await userEvent.click(screen.getByRole('button', { name: 'Add 12 users' }));
    expect(await screen.findByText('12 users were added, 1 were not')).toBeVisible();

    const sent = server.to(userImportPath).map(({ body }) => body as Body);
    expect(sent.map(({ dryRun, csv: table }) => [dryRun, table.split('\r\n').length])).toEqual([
      [true, 14],
      [false, 11],
      [false, 3],
    ]);
    expect(screen.getAllByText('Added')).toHaveLength(12);
    await userEvent.click(screen.getByRole('button', { name: 'Download the passwords' }));
    const table = String(saved.mock.calls[0]?.[2]).split('\r\n');
    expect(table.slice(0, 2)).toEqual(['name,password', 'user-0,secret of user-0']);
    expect(table).toHaveLength(14);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Download the passwords' })).toBeNull());
  });

  it('takes thousands without passwords in larger parts, and shows them page by page', async () => {
    renderPage(<ImportUsersPage />, '/user-import');
    await userEvent.click(await screen.findByLabelText(/^Table/));
    await userEvent.paste(
      ['name', ...Array.from({ length: 1_000 }, (_, index) => `many-${index}`), 'Bad Name'].join('\n'),
    );
    await userEvent.click(screen.getByRole('checkbox', { name: /^Generate passwords/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Add 1000 users' }));
    expect(await screen.findByText('1000 users were added, 1 were not')).toBeVisible();

    const parts = server.to(userImportPath).map(({ body }) => (body as Body).csv.split('\r\n').length - 1);
    expect(parts).toEqual([1_001, 200, 200, 200, 200, 200]);
    expect(screen.getAllByRole('row')).toHaveLength(51);
    expect(screen.getByText('Bad Name')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Last page' }));
    expect(screen.getByText('many-999')).toBeVisible();
    expect(screen.queryByText('Bad Name')).toBeNull();
  });

  it('says in the words of the server why a table cannot be read', async () => {
    server.on('POST', userImportPath, () => ({
      status: 400,
      body: { code: 3, message: 'The first row names the columns.' },
    }));
    renderPage(<ImportUsersPage />, '/user-import');
    await userEvent.click(await screen.findByLabelText(/^Table/));
    await userEvent.paste('who\nli');
    await userEvent.click(screen.getByRole('button', { name: 'Check' }));
    expect(await screen.findByText('The first row names the columns.')).toBeVisible();
    expect(screen.getByLabelText(/^Table/)).toHaveValue('who\nli');
  });
});
