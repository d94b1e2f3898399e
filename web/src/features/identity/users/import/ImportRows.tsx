import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListPagination } from '@/shared/list/ListPagination';
import { defaultPageSize } from '@/shared/list/listState';
import { DataTable, type TableColumn } from '@/shared/table/DataTable';
import type { ImportedUser } from './useUserImport';

/** What became of each row, page by page; what is wrong stands first. */
export function ImportRows({ rows }: { rows: readonly ImportedUser[] }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState({ page: 1, pageSize: defaultPageSize });
  const first = (place.page - 1) * place.pageSize;
  return (
    <>
      <DataTable
        label={t('users.import.rows')}
        columns={columns}
        rows={inOrder(rows).slice(first, first + place.pageSize)}
        keyOf={({ row }) => String(row)}
        nameOf={({ name }) => name}
      />
      {rows.length > defaultPageSize && (
        <ListPagination
          state={place}
          total={rows.length}
          onChange={({ page = 1, pageSize = place.pageSize }) => setPlace({ page, pageSize })}
        />
      )}
    </>
  );
}

const inOrder = (rows: readonly ImportedUser[]): ImportedUser[] =>
  [...rows].sort((left, right) => Number(!!right.error) - Number(!!left.error) || left.row - right.row);

const columns: readonly TableColumn<ImportedUser>[] = [
  { id: 'row', title: 'users.import.line', numeric: true, render: ({ row }) => row },
  { id: 'name', title: 'fields.name', render: ({ name }) => name || '–' },
  { id: 'result', title: 'users.import.result', isName: true, render: (row) => <RowResult row={row} /> },
];

function RowResult({ row: { id, error } }: { row: ImportedUser }) {
  const { t } = useTranslation();
  if (error) return <span className="kp-field-error">{error}</span>;
  return t(id ? 'users.import.added' : 'users.import.good');
}
