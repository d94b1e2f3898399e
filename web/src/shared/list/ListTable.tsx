import { Checkbox } from '@patternfly/react-core';
import { Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table';
import { Fragment, useMemo, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { rowKey } from '@/shared/live/rowKey';
import { say } from '@/shared/i18n/words';
import { columnClass } from './columnClass';
import { ListTableRow } from './ListTableRow';
import type { ListDescriptor, RowAction } from './descriptor';
import type { ListState } from './listState';
import { usePreference } from '@/shared/storage/preference';
import { RowGap } from './RowGap';
import { useRowKeys } from './useRowKeys';
import { useRowWindow } from './useRowWindow';
import type { Selection } from './useSelection';
import type { Reading } from './Reading';

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  rows: readonly Row[];
  gone: ReadonlySet<string>;
  /** How many rows the list has on all its pages. */
  total: number;
  state: ListState;
  onChange(change: Partial<ListState>): void;
  actions?: (row: Row) => RowAction[];
  selection?: Selection<Row>;
  readingHandlers: Reading['handlers'];
  isBusy: boolean;
}

/** The rows, as many as there are: those on the screen are drawn. j and k (or the arrows) walk over them, Enter opens one. */
export function ListTable<Row extends ListedObject>(props: Props<Row>) {
  const { descriptor, rows, gone, total, state, onChange, actions, selection, readingHandlers, isBusy } = props;
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);

  const isRoomy = usePreference('density') === 'roomy';
  const keys = useMemo(() => rows.map(rowKey), [rows]);
  const layout = JSON.stringify([state, descriptor.columns.map(({ id }) => id), isRoomy, isBusy]);
  const { attach, drawn, rowHeight, isWindowed, active, setActiveKey, focus } = useRowWindow(keys, layout);

  const step = useRowKeys({
    body,
    rows,
    actions,
    selection,
    focus,
    active,
    onWalk: readingHandlers.onKeyDown,
  });
  // Arrows walk too, once a row has the focus; elsewhere they scroll.
  const walk = (event: KeyboardEvent<HTMLTableSectionElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 || !(event.target instanceof HTMLTableRowElement)) return;
    event.preventDefault();
    step(by);
  };
  const noteFocus = ({ target }: FocusEvent) => setActiveKey(target.closest('tr')?.dataset.key ?? null);
  const tabStop = active >= 0 ? active : drawn.rows[0]?.index;
  const columnCount = descriptor.columns.length + (selection ? 1 : 0) + (actions ? 1 : 0);
  const areAllSelected = selection !== undefined && rows.every((row) => selection.rows.has(rowKey(row)));

  const sortIndex = descriptor.columns.findIndex((column) => column.sortBy === state.sortBy);
  return (
    <div
      ref={attach}
      className="kp-table-scroll kp-table-scroll--rows"
      onPointerEnter={readingHandlers.onPointerEnter}
      onPointerLeave={readingHandlers.onPointerLeave}
    >
      <Table
        aria-label={t('list.table')}
        variant="compact"
        isStickyHeader
        gridBreakPoint=""
        aria-busy={isBusy}
        aria-rowcount={total + 1}
        className={['kp-table', isRoomy && 'kp-table--roomy', isWindowed && 'kp-table--windowed']
          .filter(Boolean)
          .join(' ')}
      >
        <Thead>
          <Tr aria-rowindex={1}>
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
        <Tbody ref={body} onKeyDown={walk} onFocus={noteFocus}>
          {drawn.rows.map(({ index, skipped }) => {
            const row = rows[index];
            const key = keys[index];
            if (!row || key === undefined) return null;
            return (
              <Fragment key={key}>
                {skipped > 0 && <RowGap height={skipped * rowHeight} columns={columnCount} />}
                <ListTableRow
                  row={row}
                  rowKey={key}
                  index={index}
                  ariaRowIndex={(state.page - 1) * state.pageSize + index + 2}
                  descriptor={descriptor}
                  isGone={gone.has(key)}
                  isSelected={selection?.rows.has(key)}
                  onSelect={selection?.set}
                  isTabStop={index === tabStop}
                  actions={actions}
                />
              </Fragment>
            );
          })}
          {drawn.after > 0 && <RowGap height={drawn.after * rowHeight} columns={columnCount} />}
        </Tbody>
      </Table>
    </div>
  );
}
