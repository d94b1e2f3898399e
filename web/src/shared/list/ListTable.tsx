import { Table, Tbody, Th, Thead, Tr } from '@patternfly/react-table';
import { useCallback, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ListedObject } from '@/shared/api/published';
import { rowKey } from '@/shared/live/rowKey';
import { columnClass } from './columnClass';
import { ListTableRow } from './ListTableRow';
import type { ListDescriptor, RowAction } from './descriptor';
import type { ListState } from './listState';
import type { Reading } from './Reading';

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  rows: readonly Row[];
  gone: ReadonlySet<string>;
  state: ListState;
  onChange(change: Partial<ListState>): void;
  actions?: (row: Row) => RowAction[];
  readingHandlers: Reading['handlers'];
  isBusy: boolean;
}

/** The rows. j and k (or the arrows) walk over them, Enter opens one. */
export function ListTable<Row extends ListedObject>(props: Props<Row>) {
  const { descriptor, rows, gone, state, onChange, actions, readingHandlers, isBusy } = props;
  const { t } = useTranslation();
  const navigate = useNavigate();
  const body = useRef<HTMLTableSectionElement>(null);

  const walk = useCallback(
    (event: KeyboardEvent<HTMLTableSectionElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const row = (event.target as HTMLElement).closest('tr');
      if (!row) return;
      if (event.key === 'Enter' && event.target === row) {
        const link = row.dataset.link;
        if (link) void navigate(link);
        return;
      }
      const step =
        event.key === 'j' || event.key === 'ArrowDown' ? 1 : event.key === 'k' || event.key === 'ArrowUp' ? -1 : 0;
      if (step === 0) return;
      event.preventDefault();
      readingHandlers.onKeyDown();
      const all = [...(body.current?.rows ?? [])];
      all[Math.min(all.length - 1, Math.max(0, all.indexOf(row) + step))]?.focus();
    },
    [navigate, readingHandlers],
  );

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
        className="kp-table"
      >
        <Thead>
          <Tr>
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
                {t(column.title)}
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
