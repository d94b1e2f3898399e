import { useState, type ReactNode } from 'react';
import type { RowAction } from '@/shared/list/descriptor';
import type { GroupInfo } from '../people/peopleApi';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { DeleteGroupDialog } from './DeleteGroupDialog';
import { GroupDialog } from './GroupDialog';

/** What can be done with a group, and the dialog that is open for it. What cannot be done says why. */
export function useGroupActions(onDeleted?: () => void): {
  actionsOf(group: GroupInfo): RowAction[];
  dialog: ReactNode;
} {
  const [open, setOpen] = useState<{ group: GroupInfo; what: 'edit' | 'delete' } | null>(null);
  const mayUpdate = usePlatformRefusal('groups', 'update');
  const mayDelete = usePlatformRefusal('groups', 'delete');
  const close = () => setOpen(null);
  const actionsOf = (group: GroupInfo): RowAction[] => [
    {
      id: 'edit',
      title: 'users.edit.open',
      refusal: mayUpdate || (group.refusal ?? ''),
      onSelect: () => setOpen({ group, what: 'edit' }),
    },
    {
      id: 'delete',
      title: 'actions.delete',
      isDanger: true,
      refusal: mayDelete || (group.refusal ?? ''),
      onSelect: () => setOpen({ group, what: 'delete' }),
    },
  ];
  const dialog =
    open?.what === 'edit' ? (
      <GroupDialog group={open.group} onClose={close} />
    ) : (
      open && <DeleteGroupDialog group={open.group} onClose={close} onDeleted={onDeleted} />
    );
  return { actionsOf, dialog };
}
