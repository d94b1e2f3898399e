import type { ReactNode } from 'react';
import type { ListDescriptor } from '@/shared/list/descriptor';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { DataTable, type DataTableProps } from './DataTable';
import type { Page } from './usePage';
import type { Filters } from './useFilters';

interface Props<Row> extends DataTableProps<Row> {
  page: Page<Row>;
  filters?: Pick<Filters<never>, 'isSet' | 'clear'>;
  empty: ListDescriptor<never>['empty'];
  emptyAction?: ReactNode;
}

/** A page of rows with all states of a list: loading, empty, filtered empty, not allowed, out of reach, last known. */
export function PagedTable<Row>({ page, filters, empty, emptyAction, ...table }: Props<Row>) {
  return (
    <ListStates
      data={page.rows}
      error={page.error}
      refetch={page.refetch}
      count={page.rows?.length ?? 0}
      empty={empty}
      emptyAction={emptyAction}
      onClear={filters?.isSet ? filters.clear : undefined}
      skeleton={table.columns}
    >
      <DataTable {...table} rows={page.rows ?? []} />
      <ListPagination state={page.state} total={page.total} onChange={page.onChange} />
    </ListStates>
  );
}
