import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from '@/shared/i18n/words';
import { usePageActions } from '@/shared/actions/pageActions';
import type { RowAction } from '@/shared/list/descriptor';

/** What can be done with the object of the page; the command palette offers the same. */
export function ActionMenu({ actions, label }: { actions: RowAction[]; label?: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  usePageActions(label ?? '', actions);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'end' }}
      toggle={(toggle) => (
        <MenuToggle ref={toggle} isExpanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {label ?? t('actions.menu')}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {actions.map(({ id, title, isDanger, onSelect }) => (
          <Fragment key={id}>
            {isDanger && actions.length > 1 && <Divider component="li" />}
            <DropdownItem isDanger={isDanger} onClick={onSelect}>
              {say(t, title)}
            </DropdownItem>
          </Fragment>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
