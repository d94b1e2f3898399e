import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { request } from '@/shared/api/client';
import { PageLink } from '@/shared/places/PageLink';
import type { TableColumn } from '@/shared/table/DataTable';
import { PagedTable } from '@/shared/table/PagedTable';
import { usePage } from '@/shared/table/usePage';
import { MembersDialog } from '../people/MembersDialog';
import { groupLink, groupMemberPath, peopleKey, userPath, type UserInfo } from '../people/peopleApi';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { UserBulkDialog } from './UserBulkDialog';

interface Group {
  id: string;
  name: string;
}

/** The groups that somebody is a member of. */
export function UserGroupsTab({ user }: { user: UserInfo }) {
  const { t } = useTranslation();
  const page = usePage<Group>({ key: peopleKey, path: `${userPath(user.id)}/groups` });
  const mayChange = usePlatformRefusal('groups', 'update-members');
  const [isJoining, setJoining] = useState(false);
  const [leaving, setLeaving] = useState<Group | null>(null);
  return (
    <>
      <GuardedButton className="kp-title" refusal={mayChange} onClick={() => setJoining(true)}>
        {t('users.bulk.join.open')}
      </GuardedButton>
      <PagedTable
        label={t('groups.title')}
        page={page}
        columns={columns}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        empty={{ title: 'users.noGroups', body: 'users.noGroupsBody' }}
        actions={(group) => [
          {
            id: 'leave',
            title: 'groups.members.remove',
            isDanger: true,
            refusal: mayChange,
            onSelect: () => setLeaving(group),
          },
        ]}
      />
      {isJoining && <UserBulkDialog verb="join" users={[user]} onClose={() => setJoining(false)} />}
      {leaving && (
        <MembersDialog
          place={leaving.name}
          kinds={['User']}
          verb="remove"
          members={[{ kind: 'User', id: user.id, name: user.name }]}
          act={() => request('DELETE', groupMemberPath(leaving.id, user.id))}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

const columns: readonly TableColumn<Group>[] = [
  {
    id: 'name',
    title: 'fields.name',
    isName: true,
    render: ({ name }) => <PageLink to={groupLink(name)}>{name}</PageLink>,
  },
];
