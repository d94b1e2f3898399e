import { Checkbox } from '@patternfly/react-core';
import { Th, Thead, Tr } from '@patternfly/react-table';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import { columnClass } from './columnClass';
import type { ListDescriptor } from './descriptor';
import type { ListState } from './listState';

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  sortBy: ListState['sortBy'];
  isDescending: boolean;
  onChange(change: Partial<ListState>): void;
  areAllSelected: boolean;
  /** Set where rows can be ticked. */
  onSelectAll?(isSelected: boolean): void;
  hasActions: boolean;
}

function Head<Row extends ListedObject>(props: Props<Row>) {
  const { descriptor, sortBy, isDescending, onChange, areAllSelected, onSelectAll, hasActions } = props;
  const { t } = useTranslation();
  const sortIndex = descriptor.columns.findIndex((column) => column.sortBy === sortBy);
  return (
    <Thead>
      <Tr aria-rowindex={1}>
        {onSelectAll && (
          <Th className="kp-cell-check" aria-label={t('list.selectAll')}>
            <Checkbox
              id={`select-all-${descriptor.id}`}
              aria-label={t('list.selectAll')}
              isChecked={areAllSelected}
              onChange={(_event, isSelected) => onSelectAll(isSelected)}
            />
          </Th>
        )}
        {descriptor.columns.map((column, index) => (
          <Th
            key={column.id}
            className={columnClass(column)}
            modifier="nowrap"
            sort={
              column.sortBy === undefined
                ? undefined
                : {
                    columnIndex: index,
                    sortBy: { index: sortIndex, direction: isDescending ? 'desc' : 'asc', defaultDirection: 'asc' },
                    onSort: (_event, _index, direction) =>
                      onChange({ sortBy: column.sortBy, descending: direction === 'desc' }),
                  }
            }
          >
            {say(t, column.title)}
          </Th>
        ))}
        {hasActions && <Th screenReaderText={t('list.actions')} />}
      </Tr>
    </Thead>
  );
}

/** The head of a list: what its columns are, and its order. */
export const ListTableHead = memo(Head) as typeof Head;
