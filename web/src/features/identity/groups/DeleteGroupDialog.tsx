import { Skeleton } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { grantsPath, permissionsKey, type GrantPage } from '@/features/permissions/permissionsApi';
import { get } from '@/shared/api/client';
import { DeleteDialog } from '../people/DeleteDialog';
import { groupPath, heldRolesPath, peopleKey, type GroupInfo } from '../people/peopleApi';

interface Props {
  group: GroupInfo;
  onClose(): void;
  onDeleted?(): void;
}

/** Asks for the name before a group is deleted, and says what its members lose. */
export function DeleteGroupDialog({ group: { id, name, userCount }, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const roles = useQuery({
    queryKey: [...peopleKey, heldRolesPath('Group', id), 'count'],
    queryFn: ({ signal }) =>
      get<{ authorizedCount: string }>(heldRolesPath('Group', id), { authorized: true, pageSize: 1 }, signal),
    staleTime: 0,
  });
  const grants = useQuery({
    queryKey: [...permissionsKey, 'grants', 'group', name],
    queryFn: ({ signal }) => get<GrantPage>(grantsPath, { group: name, pageSize: 1 }, signal),
    staleTime: 0,
  });
  return (
    <DeleteDialog of="groups" name={name} path={groupPath(id)} onClose={onClose} onDeleted={onDeleted}>
      {(roles.isPending || grants.isPending) && <Skeleton width="60%" screenreaderText={t('shell.loading')} />}
      {roles.data && grants.data && (
        <p>
          {t('groups.delete.loses', {
            members: Number(userCount),
            roles: Number(roles.data.authorizedCount),
            grants: grants.data.pagination.total,
          })}
        </p>
      )}
    </DeleteDialog>
  );
}
