import { Fragment, useCallback, useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import { rowKey } from '@/shared/live/rowKey';
import { ListTableHead } from './ListTableHead';
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
  const titles = useMemo(() => descriptor.columns.map(({ title }) => say(t, title)), [descriptor, t]);
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

  const select = selection?.set;
  const latestRows = useRef(rows);
  useEffect(() => {
    latestRows.current = rows;
  });
  const selectAll = useCallback((isSelected: boolean) => select?.(latestRows.current, isSelected), [select]);

  return (
    <div
      ref={attach}
      className="kp-table-scroll kp-table-scroll--rows"
      onPointerEnter={readingHandlers.onPointerEnter}
      onPointerLeave={readingHandlers.onPointerLeave}
    >
      {/* NOTE: PatternFly's table by its classes: its component would draw the head again with every change of a row. */}
      <table
        role="grid"
        aria-label={t('list.table')}
        aria-busy={isBusy}
        aria-rowcount={total + 1}
        className={[
          'pf-v6-c-table pf-m-compact pf-m-sticky-header kp-table',
          isRoomy && 'kp-table--roomy',
          isWindowed && 'kp-table--windowed',
        ]
          .filter(Boolean)
          .join(' ')}
      >
        <ListTableHead
          descriptor={descriptor}
          sortBy={state.sortBy}
          isDescending={state.descending}
          onChange={onChange}
          areAllSelected={areAllSelected}
          onSelectAll={select && selectAll}
          hasActions={actions !== undefined}
        />
        <tbody className="pf-v6-c-table__tbody" role="rowgroup" ref={body} onKeyDown={walk} onFocus={noteFocus}>
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
                  titles={titles}
                  t={t}
                  isGone={gone.has(key)}
                  isSelected={selection?.rows.has(key)}
                  onSelect={select}
                  isTabStop={index === tabStop}
                  actions={actions}
                />
              </Fragment>
            );
          })}
          {drawn.after > 0 && <RowGap height={drawn.after * rowHeight} columns={columnCount} />}
        </tbody>
      </table>
    </div>
  );
}
