import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { get } from '@/shared/api/client';
import { Age } from '@/shared/time/Age';
import { Facts } from '../people/Facts';
import { GrantsTab } from '../people/GrantsTab';
import { HeldRolesTab } from '../people/HeldRolesTab';
import { NameFact } from '../people/NameFact';
import { groupByNamePath, peopleKey, type GroupInfo } from '../people/peopleApi';
import { SubjectLayout } from '../people/SubjectLayout';
import { GroupMembersTab } from './GroupMembersTab';
import { GroupSource } from './GroupSource';
import { useGroupActions } from './useGroupActions';

/** One group: who is in it, and what it gives them. */
export function GroupPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { group: name = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: [...peopleKey, 'group', name],
    queryFn: ({ signal }) => get<GroupInfo>(groupByNamePath(name), undefined, signal),
    staleTime: 0,
  });
  const { actionsOf, dialog } = useGroupActions(() => void navigate('/groups'));
  return (
    <SubjectLayout
      list={{ title: t('groups.title'), to: '/groups' }}
      name={name}
      actions={data ? actionsOf(data) : []}
      isRead={data !== undefined}
      error={error}
      refetch={refetch}
      tabs={
        data
          ? [
              { id: 'members', title: 'groups.members.title', content: () => <GroupMembersTab group={data} /> },
              { id: 'overview', title: 'nav.overview', content: () => <Overview group={data} /> },
              {
                id: 'roles',
                title: 'platformRoles.title',
                content: () => <HeldRolesTab kind="Group" id={data.id} name={data.name} />,
              },
              {
                id: 'permissions',
                title: 'permissions.title',
                content: () => <GrantsTab kind="group" name={data.name} />,
              },
            ]
          : []
      }
    >
      {dialog}
    </SubjectLayout>
  );
}

function Overview({ group }: { group: GroupInfo }) {
  const { t } = useTranslation();
  return (
    <>
      {group.refusal && <p className="kp-muted kp-title">{group.refusal}</p>}
      <Facts
        facts={[
          [t('fields.name'), <NameFact key="name" name={group.name} />],
          [t('users.description'), group.description],
          [t('groups.members.title'), group.userCount],
          [t('fields.source'), <GroupSource key="source" issuer={group.issuer} />],
          [t('users.created'), <Age key="created" since={group.createdAt} />],
        ]}
      />
    </>
  );
}
