import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowAction } from '@/shared/list/descriptor';
import { DeleteDialog } from '../people/DeleteDialog';
import { userPath, type UserInfo } from '../people/peopleApi';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { sessionQuery } from '../session';
import { EditUserDialog } from './EditUserDialog';
import { SetPasswordDialog } from './SetPasswordDialog';
import { UserConfirmDialog, type UserVerb } from './UserConfirmDialog';

type Open = { user: UserInfo; what: 'edit' | 'password' | 'delete' | UserVerb };

/** What can be done with somebody, and the dialog that is open for it. What cannot be done says why. */
export function useUserActions(onDeleted?: () => void): {
  actionsOf(user: UserInfo): RowAction[];
  dialog: ReactNode;
} {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open | null>(null);
  const mayUpdate = usePlatformRefusal('users', 'update');
  const mayDelete = usePlatformRefusal('users', 'delete');
  const me = useQuery({ ...sessionQuery, enabled: false }).data?.username;
  const close = () => setOpen(null);
  const actionsOf = (user: UserInfo): RowAction[] => {
    const stronger = user.refusal ?? '';
    const update = mayUpdate || stronger;
    const others = update || (user.name === me ? t('users.notYourself') : '');
    const action = (id: Open['what'], title: RowAction['title'], refusal: string | undefined, isDanger = false) => ({
      id,
      title,
      refusal,
      isDanger,
      onSelect: () => setOpen({ user, what: id }),
    });
    return [
      action('edit', 'users.edit.open', update),
      action('password', 'users.password.open', others),
      action('factor', 'users.factor.open', others || (user.secondFactor ? '' : t('users.factor.none'))),
      action('signOut', 'users.signOut.open', update),
      user.enabled
        ? action('disable', 'users.disable.open', others, true)
        : action('enable', 'users.enable.open', others),
      action(
        'delete',
        'actions.delete',
        mayDelete || stronger || (user.name === me ? t('users.notYourself') : ''),
        true,
      ),
    ];
  };
  return { actionsOf, dialog: open && dialogOf(open, close, onDeleted) };
}

function dialogOf({ user, what }: Open, onClose: () => void, onDeleted?: () => void): ReactNode {
  switch (what) {
    case 'edit':
      return <EditUserDialog user={user} onClose={onClose} />;
    case 'password':
      return <SetPasswordDialog user={user} onClose={onClose} />;
    case 'delete':
      return (
        <DeleteDialog of="users" name={user.name} path={userPath(user.id)} onClose={onClose} onDeleted={onDeleted} />
      );
    default:
      return <UserConfirmDialog user={user} verb={what} onClose={onClose} />;
  }
}
