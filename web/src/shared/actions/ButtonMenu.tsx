import { Dropdown, DropdownList, MenuToggle } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';

interface Props {
  /** What stands on the button, or what it is called where there is an icon instead. */
  label: string;
  icon?: ReactNode;
  /** The items. */
  children: ReactNode;
}

/** A button with a menu, which closes when something was chosen from it. */
export function ButtonMenu({ label, icon, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'end' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant={icon ? 'plain' : 'default'}
          icon={icon}
          aria-label={icon ? label : undefined}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {icon ? undefined : label}
        </MenuToggle>
      )}
    >
      <DropdownList>{children}</DropdownList>
    </Dropdown>
  );
}
