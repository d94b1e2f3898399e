import { Divider, Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Session } from './session';
import { useSignOut } from './useSignOut';

export function PersonMenu({ session, onHelp }: { session: Session; onHelp(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const signOut = useSignOut();
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
          variant="plainText"
          isExpanded={isOpen}
          icon={<UserIcon />}
          onClick={() => setOpen(!isOpen)}
        >
          {session.username}
        </MenuToggle>
      )}
    >
      <DropdownList>
        <DropdownItem onClick={() => void navigate('/profile')}>{t('account.profile.title')}</DropdownItem>
        <DropdownItem onClick={() => void navigate('/security')}>{t('account.security')}</DropdownItem>
        <DropdownItem onClick={() => void navigate('/preferences')}>{t('preferences.title')}</DropdownItem>
        <DropdownItem onClick={() => void navigate('/my-permissions')}>{t('permissions.mine')}</DropdownItem>
        <DropdownItem onClick={() => void navigate('/access-tokens')}>{t('tokens.title')}</DropdownItem>
        <DropdownItem onClick={onHelp}>{t('keyboard.title')}</DropdownItem>
        <Divider component="li" />
        <DropdownItem onClick={signOut}>{t('shell.signOut')}</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
