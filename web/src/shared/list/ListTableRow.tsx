import { memo, useEffect, useRef } from 'react';
import type { TFunction } from 'i18next';
import type { ListedObject } from '@/shared/api/published';
import { columnClass } from './columnClass';
import { RowMenu } from './RowMenu';
import type { ListDescriptor, RowAction } from './descriptor';

interface Props<Row extends ListedObject> {
  row: Row;
  rowKey: string;
  descriptor: ListDescriptor<Row>;
  /** The titles of the columns. */
  titles: readonly string[];
  t: TFunction;
  /** Its place among the rows of the page, from 0. */
  index: number;
  /** Its place among all rows of the list as screen readers count: the head is 1. */
  ariaRowIndex: number;
  isGone: boolean;
  /** Whether the Tab key comes to it. */
  isTabStop: boolean;
  isSelected?: boolean;
  /** Set where rows can be ticked. */
  onSelect?(rows: readonly Row[], isSelected: boolean): void;
  actions?: (row: Row) => RowAction[];
}

// NOTE: the cells are PatternFly's in its classes alone: its components measure every cell that they draw.
function Row<R extends ListedObject>({
  row,
  rowKey,
  index,
  ariaRowIndex,
  descriptor,
  titles,
  t,
  isGone,
  isTabStop,
  isSelected = false,
  onSelect,
  actions,
}: Props<R>) {
  const element = useRef<HTMLTableRowElement>(null);
  useFlash(element, row);
  return (
    <tr
      ref={element}
      data-key={rowKey}
      data-index={index}
      aria-rowindex={ariaRowIndex}
      data-link={descriptor.link(row)}
      className={isGone ? 'pf-v6-c-table__tr kp-row kp-row--gone' : 'pf-v6-c-table__tr kp-row'}
      tabIndex={isTabStop ? 0 : -1}
    >
      {onSelect && (
        <td className="pf-v6-c-table__td kp-cell-check">
          <div className="pf-v6-c-check pf-m-standalone">
            <input
              type="checkbox"
              id={`select-${rowKey}`}
              className="pf-v6-c-check__input"
              aria-label={t('list.selectRow', { name: row.metadata.name })}
              checked={isSelected}
              disabled={isGone}
              onChange={({ target }) => onSelect([row], target.checked)}
            />
          </div>
        </td>
      )}
      {descriptor.columns.map((column, at) => (
        <td key={column.id} data-label={titles[at]} className={`pf-v6-c-table__td ${columnClass(column)}`}>
          {column.render(row)}
        </td>
      ))}
      {actions && (
        <td className="pf-v6-c-table__td pf-v6-c-table__action">
          <RowMenu
            label={t('list.rowActions', { name: row.metadata.name })}
            isDisabled={isGone}
            row={row}
            actions={actions}
          />
        </td>
      )}
    </tr>
  );
}

/** Lights a row up shortly when what it shows has changed; the style sheet drops it for people who want less motion. */
function useFlash(element: React.RefObject<HTMLTableRowElement | null>, row: ListedObject): void {
  const seen = useRef(row);
  const light = useRef<Animation | undefined>(undefined);
  useEffect(() => {
    if (seen.current === row) return;
    const changed = seen.current.metadata.resourceVersion !== row.metadata.resourceVersion;
    seen.current = row;
    if (!changed) return;
    // One that still shines says enough: of a row that changes all the time they would pile up.
    if (light.current?.playState === 'running') return;
    light.current = element.current?.animate?.(
      [{ backgroundColor: 'var(--kp-flash)' }, { backgroundColor: 'transparent' }],
      {
        duration: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1_200,
        easing: 'ease-out',
      },
    );
  }, [element, row]);
}

export const ListTableRow = memo(Row) as typeof Row;
