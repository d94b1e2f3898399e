import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import UserIcon from '@patternfly/react-icons/dist/esm/icons/user-icon';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useLiveClient } from '@/shared/live/LiveContext';
import { signOut, type Session } from './session';

export function PersonMenu({ session }: { session: Session }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const live = useLiveClient();
  const [isOpen, setOpen] = useState(false);
  const signingOut = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      live.disconnect();
      client.clear();
      return navigate('/sign-in', { replace: true });
    },
  });
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
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
        <DropdownItem onClick={() => signingOut.mutate()}>{t('shell.signOut')}</DropdownItem>
      </DropdownList>
    </Dropdown>
  );
}
