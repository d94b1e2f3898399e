import { Checkbox, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { ActionsColumn, Td, Tr } from '@patternfly/react-table';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import { columnClass } from './columnClass';
import type { ListDescriptor, RowAction } from './descriptor';

interface Props<Row extends ListedObject> {
  row: Row;
  rowKey: string;
  descriptor: ListDescriptor<Row>;
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

function Row<R extends ListedObject>({
  row,
  rowKey,
  index,
  ariaRowIndex,
  descriptor,
  isGone,
  isTabStop,
  isSelected = false,
  onSelect,
  actions,
}: Props<R>) {
  const { t } = useTranslation();
  const element = useRef<HTMLTableRowElement>(null);
  useFlash(element, row);
  return (
    <Tr
      ref={element}
      data-key={rowKey}
      data-index={index}
      aria-rowindex={ariaRowIndex}
      data-link={descriptor.link(row)}
      className={isGone ? 'kp-row kp-row--gone' : 'kp-row'}
      tabIndex={isTabStop ? 0 : -1}
    >
      {onSelect && (
        <Td className="kp-cell-check">
          <Checkbox
            id={`select-${rowKey}`}
            aria-label={t('list.selectRow', { name: row.metadata.name })}
            isChecked={isSelected}
            isDisabled={isGone}
            onChange={(_event, next) => onSelect([row], next)}
          />
        </Td>
      )}
      {descriptor.columns.map((column) => (
        <Td key={column.id} dataLabel={say(t, column.title)} className={columnClass(column)}>
          {column.render(row)}
        </Td>
      ))}
      {actions && (
        <Td isActionCell>
          <ActionsColumn
            isDisabled={isGone}
            actionsToggle={({ onToggle, isOpen, isDisabled, toggleRef }) => (
              <MenuToggle
                ref={toggleRef}
                variant="plain"
                icon={<EllipsisVIcon />}
                aria-label={t('list.rowActions', { name: row.metadata.name })}
                isExpanded={isOpen}
                isDisabled={isDisabled}
                onClick={onToggle}
              />
            )}
            items={actions(row).map(({ id, title, isDanger, onSelect }) => ({
              itemKey: id,
              title: t(title) as string,
              isDanger,
              onClick: onSelect,
            }))}
          />
        </Td>
      )}
    </Tr>
  );
}

/** Lights a row up shortly when what it shows has changed; the style sheet drops it for people who want less motion. */
function useFlash(element: React.RefObject<HTMLTableRowElement | null>, row: ListedObject): void {
  const seen = useRef(row);
  useEffect(() => {
    if (seen.current === row) return;
    const changed = seen.current.metadata.resourceVersion !== row.metadata.resourceVersion;
    seen.current = row;
    if (!changed) return;
    element.current?.animate?.([{ backgroundColor: 'var(--kp-flash)' }, { backgroundColor: 'transparent' }], {
      duration: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 1_200,
      easing: 'ease-out',
    });
  }, [element, row]);
}

export const ListTableRow = memo(Row) as typeof Row;
