import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowAction } from './descriptor';

interface Props {
  /** Of the object that the actions are for. */
  name: string;
  isDisabled: boolean;
  actions(): RowAction[];
}

/** The menu of a row. Until somebody opens it, it is the button alone: a list has hundreds of them. */
export function RowMenu({ name, isDisabled, actions }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  const flip = () => {
    setOpened(true);
    setOpen(!isOpen);
  };
  const toggle = (ref?: Ref<HTMLButtonElement>) => (
    <MenuToggle
      ref={ref}
      variant="plain"
      icon={<EllipsisVIcon />}
      aria-label={t('list.rowActions', { name })}
      isExpanded={isOpen}
      isDisabled={isDisabled}
      onClick={flip}
    />
  );
  if (!wasOpened) return toggle();
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      shouldFocusToggleOnSelect
      popperProps={{ position: 'end' }}
      toggle={toggle}
    >
      <DropdownList>
        {actions().map(({ id, title, isDanger, onSelect }) => (
          <DropdownItem key={id} isDanger={isDanger} onClick={onSelect}>
            {t(title) as string}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
