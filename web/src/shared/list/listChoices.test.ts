import { describe, expect, it } from 'vitest';
import { chooseColumns, hiddenColumns, inOrder, readChoice } from './columnChoice';
import { toCsv } from './csv';
import type { Column } from './descriptor';
import { applyFilter, filterQuery, readSaved } from './savedFilters';

type Row = { name: string; note: string };
const column = (id: keyof Row, more: Partial<Column<Row>> = {}): Column<Row> => ({
  id,
  title: { text: id },
  render: (row) => row[id],
  text: (row) => row[id],
  ...more,
});
const columns = [column('note', { wide: true }), column('name', { isName: true })];

describe('the choice of columns', () => {
  it('shows the columns as they are until somebody chooses', () => {
    expect(chooseColumns(columns, null)).toEqual(columns);
  });

  it('shows optional columns only to those who chose them, also when they are new since then', () => {
    const more = [...columns, column('name', { id: 'spare', optional: true })];
    const ids = (choice: Parameters<typeof chooseColumns>[1]) => chooseColumns(more, choice).map(({ id }) => id);
    expect(ids(null)).toEqual(['note', 'name']);
    expect(ids({ order: ['note', 'name'], hidden: [] })).toEqual(['note', 'name']);
    expect(ids({ order: ['spare', 'note', 'name'], hidden: [] })).toEqual(['spare', 'note', 'name']);
    expect([...hiddenColumns(more, null)]).toEqual(['spare']);
  });

  it('keeps order and what is hidden, and never hides the name', () => {
    const shown = chooseColumns(columns, { order: ['name', 'note'], hidden: ['note', 'name'] });
    expect(shown.map(({ id }) => id)).toEqual(['name']);
  });

  it('shows what was chosen on narrow screens too', () => {
    expect(chooseColumns(columns, { order: [], hidden: [] })[0]).toMatchObject({ id: 'note', wide: false });
  });

  it('puts columns that are new since then at the end', () => {
    expect(inOrder(columns, { order: ['name'], hidden: [] }).map(({ id }) => id)).toEqual(['name', 'note']);
  });

  it.each([null, '', 'nonsense', '[]', '{"order":1}'])('takes %s for no choice', (stored) => {
    expect(readChoice(stored)).toBeNull();
  });
});

describe('a file of a list', () => {
  const lines = (...rows: Row[]) => toCsv(columns, ['Note', 'Name'], rows).split('\r\n');

  it('has a heading and a line for each row', () => {
    expect(lines({ name: 'cart', note: 'plain' })).toEqual(['Note,Name', 'plain,cart', '']);
  });

  it('quotes what would break a line', () => {
    expect(lines({ name: 'cart', note: 'a, "b"' })[1]).toBe('"a, ""b""",cart');
    expect(toCsv(columns, ['Note', 'Name'], [{ name: 'cart', note: 'two\nlines' }])).toContain('"two\nlines",cart');
  });

  it('lets no spreadsheet calculate what a stranger wrote', () => {
    expect(lines({ name: '-cart', note: '=1+1' })[1]).toBe("'=1+1,'-cart");
  });
});

describe('a saved filter', () => {
  it('keeps what filters and sorts, and nothing else', () => {
    expect(filterQuery(new URLSearchParams('q=cart&state=Failed&page=3&size=20&tab=x&sort=state:desc'))).toBe(
      'q=cart&state=Failed&sort=state%3Adesc',
    );
  });

  it('comes in the place of other filters, on the first page', () => {
    const next = applyFilter(new URLSearchParams('q=old&cluster=prod&page=4&size=20'), {
      name: 'mine',
      query: 'q=new',
    });
    expect(next.toString()).toBe('size=20&q=new');
  });

  it.each([null, 'nonsense', '{}', '[{"name":1}]'])('takes %s for none', (stored) =>
    expect(readSaved(stored)).toEqual([]),
  );
});
