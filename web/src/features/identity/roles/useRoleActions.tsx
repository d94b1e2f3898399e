import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowAction } from '@/shared/list/descriptor';
import { DeleteDialog } from '../people/DeleteDialog';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { RoleDialog } from './RoleDialog';
import { rolePath } from './rolesApi';

interface Role {
  name: string;
  type: string;
  held: boolean;
}

/** What can be done with a role, and the dialog that is open for it. What cannot be done says why. */
export function useRoleActions(onDeleted?: () => void): { actionsOf(role: Role): RowAction[]; dialog: ReactNode } {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ name: string; what: 'edit' | 'delete' } | null>(null);
  const mayUpdate = usePlatformRefusal('roles', 'update');
  const mayDelete = usePlatformRefusal('roles', 'delete');
  const close = () => setOpen(null);
  const actionsOf = ({ name, type, held }: Role): RowAction[] => {
    const refusal = type === 'system' ? t('platformRoles.builtIn') : held ? '' : t('users.roles.notHeld');
    return [
      {
        id: 'edit',
        title: 'users.edit.open',
        refusal: refusal || mayUpdate,
        onSelect: () => setOpen({ name, what: 'edit' }),
      },
      {
        id: 'delete',
        title: 'actions.delete',
        isDanger: true,
        refusal: refusal || mayDelete,
        onSelect: () => setOpen({ name, what: 'delete' }),
      },
    ];
  };
  const dialog =
    open?.what === 'edit' ? (
      <RoleDialog name={open.name} onClose={close} />
    ) : (
      open && (
        <DeleteDialog
          of="platformRoles"
          name={open.name}
          path={rolePath(open.name)}
          onClose={close}
          onDeleted={onDeleted}
        />
      )
    );
  return { actionsOf, dialog };
}
