import type { ListedObject } from '@/shared/api/published';
import { textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';

const short: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** Access modes in kubectl's short form; the long one is told on hover. */
export function accessModesColumn<Row extends ListedObject>(
  read: (row: Row) => readonly string[] | undefined,
): Column<Row> {
  const shown = (row: Row): string[] => (read(row) ?? []).map((mode) => short[mode] ?? mode);
  return {
    ...textColumn<Row>('modes', 'fields.accessModes', shown),
    render: (row) => <span title={read(row)?.join(', ')}>{shown(row).join(', ') || '–'}</span>,
  };
}
