import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import CogIcon from '@patternfly/react-icons/dist/esm/icons/cog-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRange } from './question';
import type { LogOptions } from './useLogOptions';

interface Props {
  range: LogRange;
  onRange(range: LogRange): void;
  options: LogOptions;
}

/** How lines are drawn, and whether they are those of the run before. */
export function LogMenu({ range, onRange, options }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      popperProps={{ position: 'end' }}
      toggle={(toggle) => (
        <MenuToggle
          ref={toggle}
          variant="plain"
          icon={<CogIcon />}
          aria-label={t('logs.options')}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        />
      )}
    >
      <DropdownList>
        <DropdownItem hasCheckbox isSelected={options.isWrapped} onClick={() => options.flip('wrap')}>
          {t('logs.wrap')}
        </DropdownItem>
        <DropdownItem hasCheckbox isSelected={options.withTimes} onClick={() => options.flip('times')}>
          {t('logs.times')}
        </DropdownItem>
        <DropdownItem
          hasCheckbox
          isSelected={range.previous}
          onClick={() => onRange({ ...range, previous: !range.previous })}
        >
          {t('logs.previous')}
        </DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
