import { MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { ActionsColumn } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { RowAction } from './descriptor';

interface Props {
  /** Of the object that the actions are for. */
  name: string;
  isDisabled: boolean;
  actions: readonly RowAction[];
}

/** The menu of a row. */
export function RowMenu({ name, isDisabled, actions }: Props) {
  const { t } = useTranslation();
  return (
    <ActionsColumn
      isDisabled={isDisabled}
      actionsToggle={({ onToggle, isOpen, isDisabled: isOff, toggleRef }) => (
        <MenuToggle
          ref={toggleRef}
          variant="plain"
          icon={<EllipsisVIcon />}
          aria-label={t('list.rowActions', { name })}
          isExpanded={isOpen}
          isDisabled={isOff}
          onClick={onToggle}
        />
      )}
      items={actions.map(({ id, title, isDanger, onSelect }) => ({
        itemKey: id,
        title: t(title) as string,
        isDanger,
        onClick: onSelect,
      }))}
    />
  );
}
