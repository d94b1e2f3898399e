import { Checkbox } from '@patternfly/react-core';
import { Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table';
import { useCallback, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { rowKey } from '@/shared/live/rowKey';
import { say } from '@/shared/i18n/words';
import { columnClass } from './columnClass';
import { ListTableRow } from './ListTableRow';
import type { ListDescriptor, RowAction } from './descriptor';
import type { ListState } from './listState';
import { usePreference } from '@/shared/storage/preference';
import { useRowKeys } from './useRowKeys';
import type { Selection } from './useSelection';
import type { Reading } from './Reading';

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  rows: readonly Row[];
  gone: ReadonlySet<string>;
  state: ListState;
  onChange(change: Partial<ListState>): void;
  actions?: (row: Row) => RowAction[];
  selection?: Selection<Row>;
  readingHandlers: Reading['handlers'];
  isBusy: boolean;
}

/** The rows. j and k (or the arrows) walk over them, Enter opens one. */
export function ListTable<Row extends ListedObject>(props: Props<Row>) {
  const { descriptor, rows, gone, state, onChange, actions, selection, readingHandlers, isBusy } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);

  useRowKeys({ body, rows, actions, selection, onWalk: readingHandlers.onKeyDown });
  // Arrows walk too, once a row has the focus; elsewhere they scroll.
  const walk = useCallback(
    (event: KeyboardEvent<HTMLTableSectionElement>) => {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const row = event.target as HTMLElement;
      if (step === 0 || !(row instanceof HTMLTableRowElement)) return;
      event.preventDefault();
      readingHandlers.onKeyDown();
      const all = [...(body.current?.rows ?? [])];
      all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + step))]?.focus();
    },
    [readingHandlers],
  );
  const isRoomy = usePreference('density') === 'roomy';
  const areAllSelected = selection !== undefined && rows.every((row) => selection.rows.has(rowKey(row)));

  const sortIndex = descriptor.columns.findIndex((column) => column.sortBy === state.sortBy);
  return (
    <div
      className="kp-table-scroll"
      onPointerEnter={readingHandlers.onPointerEnter}
      onPointerLeave={readingHandlers.onPointerLeave}
    >
      <Table
        aria-label={t('list.table')}
        variant="compact"
        isStickyHeader
        gridBreakPoint=""
        aria-busy={isBusy}
        className={isRoomy ? 'kp-table kp-table--roomy' : 'kp-table'}
      >
        <Thead>
          <Tr>
            {selection && (
              <Th className="kp-cell-check" aria-label={t('list.selectAll')}>
                <Checkbox
                  id={`select-all-${descriptor.id}`}
                  aria-label={t('list.selectAll')}
                  isChecked={areAllSelected}
                  onChange={(_event, isSelected) => selection.set(rows, isSelected)}
                />
              </Th>
            )}
            {descriptor.columns.map((column, index) => (
              <Th
                key={column.id}
                className={columnClass(column)}
                modifier="nowrap"
                sort={
                  column.sortBy && {
                    columnIndex: index,
                    sortBy: { index: sortIndex, direction: state.descending ? 'desc' : 'asc', defaultDirection: 'asc' },
                    onSort: (_event, _index, direction) =>
                      onChange({ sortBy: column.sortBy, descending: direction === 'desc' }),
                  }
                }
              >
                {say(t, column.title)}
              </Th>
            ))}
            {actions && <Th screenReaderText={t('list.actions')} />}
          </Tr>
        </Thead>
        <Tbody ref={body} onKeyDown={walk}>
          {rows.map((row, index) => {
            const key = rowKey(row);
            return (
              <ListTableRow
                key={key}
                row={row}
                rowKey={key}
                descriptor={descriptor}
                isGone={gone.has(key)}
                isSelected={selection?.rows.has(key)}
                onSelect={selection?.set}
                isFirst={index === 0}
                actions={actions}
              />
            );
          })}
        </Tbody>
      </Table>
    </div>
  );
}
