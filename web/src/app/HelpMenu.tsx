import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import HelpIcon from '@patternfly/react-icons/dist/esm/icons/outlined-question-circle-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

/** What helps to find one's way: the keys, and the API. */
export function HelpMenu({ onKeys }: { onKeys(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
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
          variant="plain"
          icon={<HelpIcon />}
          isExpanded={isOpen}
          aria-label={t('shell.help')}
          onClick={() => setOpen(!isOpen)}
        />
      )}
    >
      <DropdownList>
        <DropdownItem onClick={onKeys}>{t('keyboard.title')}</DropdownItem>
        <DropdownItem onClick={() => void navigate('/help/api')}>{t('api.title')}</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
