import { Checkbox } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { say } from '@/shared/i18n/words';
import { columnClass } from '@/shared/list/columnClass';
import type { Column, RowAction } from '@/shared/list/descriptor';
import { RowMenu } from '@/shared/list/RowMenu';
import type { Selection } from '@/shared/list/useSelection';

/** A column of a table; `sortBy` is what the server sorts by. */
export interface TableColumn<Row> extends Omit<Column<Row>, 'sortBy'> {
  sortBy?: string;
}

/** The order of a table, and how another is chosen. */
export interface TableOrder {
  by: string;
  isDescending: boolean;
  onChange(by: string, isDescending: boolean): void;
}

export interface DataTableProps<Row> {
  label: string;
  columns: readonly TableColumn<Row>[];
  keyOf(row: Row): string;
  /** What a row is called for those who cannot see it. */
  nameOf(row: Row): string;
  order?: TableOrder;
  selection?: Selection<Row>;
  actions?(row: Row): readonly RowAction[];
}

/** Rows of whatever is no object of a cluster: people, groups, roles. Order and pages are the server's. */
export function DataTable<Row>(props: DataTableProps<Row> & { rows: readonly Row[] }) {
  const { label, columns, rows, keyOf, nameOf, order, selection, actions } = props;
  const { t } = useTranslation();
  const isSelected = (row: Row) => selection?.rows.has(keyOf(row)) === true;
  const sorted = order && columns.findIndex(({ sortBy }) => sortBy === order.by);
  return (
    <div className="kp-table-scroll">
      <Table aria-label={label} variant="compact" gridBreakPoint="" className="kp-table">
        <Thead>
          <Tr>
            {selection && (
              <Th className="kp-cell-check" aria-label={t('list.selectAll')}>
                <Checkbox
                  id="select-all"
                  aria-label={t('list.selectAll')}
                  isChecked={rows.length > 0 && rows.every(isSelected)}
                  onChange={(_event, isChosen) => selection.set(rows, isChosen)}
                />
              </Th>
            )}
            {columns.map((column, index) => (
              <Th
                key={column.id}
                className={columnClass(column)}
                modifier="nowrap"
                sort={
                  order && column.sortBy
                    ? {
                        columnIndex: index,
                        sortBy: { index: sorted, direction: order.isDescending ? 'desc' : 'asc' },
                        onSort: (_event, _index, direction) =>
                          order.onChange(column.sortBy ?? '', direction === 'desc'),
                      }
                    : undefined
                }
              >
                {say(t, column.title)}
              </Th>
            ))}
            {actions && <Th screenReaderText={t('actions.menu')} />}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Tr key={keyOf(row)} data-key={keyOf(row)}>
              {selection && (
                <Td className="kp-cell-check">
                  <Checkbox
                    id={`select-${keyOf(row)}`}
                    aria-label={t('list.selectRow', { name: nameOf(row) })}
                    isChecked={isSelected(row)}
                    onChange={(_event, isChosen) => selection.set([row], isChosen)}
                  />
                </Td>
              )}
              {columns.map((column) => (
                <Td key={column.id} className={columnClass(column)}>
                  {column.render(row)}
                </Td>
              ))}
              {actions && (
                <Td isActionCell>
                  <RowMenu
                    label={t('list.rowActions', { name: nameOf(row) })}
                    isDisabled={false}
                    row={row}
                    actions={actions}
                  />
                </Td>
              )}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
