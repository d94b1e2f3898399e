import type { ListedObject } from '@/shared/api/published';
import type { Words } from '@/shared/i18n/words';
import type { Column } from '@/shared/list/descriptor';
import type { Fact } from './descriptor';

type Options<Row> = Partial<
  Pick<Column<Row>, 'sortBy' | 'numeric' | 'wide' | 'secondary' | 'optional' | 'description'>
>;

/** A column that shows a text as it is; many values are joined by commas and cut where they are too long. Unless it says otherwise the server sorts it by its id. */
export function textColumn<Row extends ListedObject>(
  id: string,
  title: Words,
  read: (row: Row) => string | number | boolean | readonly (string | undefined)[] | null | undefined,
  options: Options<Row> = {},
): Column<Row> {
  const text = (row: Row): string => {
    const value = read(row);
    return Array.isArray(value) ? value.filter(Boolean).join(', ') : String(value ?? '');
  };
  return {
    id,
    title,
    sortBy: id,
    text,
    render: (row) => {
      const shown = text(row);
      if (shown === '') return '–';
      return options.numeric ? (
        <span className="kp-number">{shown}</span>
      ) : (
        <span className="kp-text" title={shown}>
          {shown}
        </span>
      );
    },
    ...options,
  };
}

/** The facts of an object whose columns say all there is to say. */
export const factsOf =
  <Row extends ListedObject>(columns: readonly Column<Row>[]) =>
  (row: Row): Fact[] =>
    columns.map(({ title, render }) => ({ title, value: render(row) }));
