import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { get } from '@/shared/api/client';
import { Age } from '@/shared/time/Age';
import { Facts } from '../people/Facts';
import { GrantsTab } from '../people/GrantsTab';
import { HeldRolesTab } from '../people/HeldRolesTab';
import { NameFact } from '../people/NameFact';
import { fullName, peopleKey, userByNamePath, type UserInfo } from '../people/peopleApi';
import { SubjectLayout } from '../people/SubjectLayout';
import { UserGroupsTab } from './UserGroupsTab';
import { UserSessionsTab } from './UserSessionsTab';
import { UserState } from './UserState';
import { LastSignIn, Source } from './UsersPage';
import { useUserActions } from './useUserActions';

/** One person: who they are, what they hold, and what they have open. */
export function UserPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { user: name = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: [...peopleKey, 'user', name],
    queryFn: ({ signal }) => get<UserInfo>(userByNamePath(name), undefined, signal),
    staleTime: 0,
  });
  const { actionsOf, dialog } = useUserActions(() => void navigate('/users'));
  return (
    <SubjectLayout
      list={{ title: t('users.title'), to: '/users' }}
      name={name}
      labels={data && <UserState user={data} />}
      actions={data ? actionsOf(data) : []}
      isRead={data !== undefined}
      error={error}
      refetch={refetch}
      tabs={
        data
          ? [
              { id: 'overview', title: 'nav.overview', content: () => <Overview user={data} /> },
              { id: 'groups', title: 'groups.title', content: () => <UserGroupsTab user={data} /> },
              {
                id: 'roles',
                title: 'platformRoles.title',
                content: () => <HeldRolesTab kind="User" id={data.id} name={data.name} />,
              },
              { id: 'sessions', title: 'users.sessions.title', content: () => <UserSessionsTab user={data} /> },
              {
                id: 'permissions',
                title: 'permissions.title',
                content: () => <GrantsTab kind="user" name={data.name} />,
              },
            ]
          : []
      }
    >
      {dialog}
    </SubjectLayout>
  );
}

function Overview({ user }: { user: UserInfo }) {
  const { t } = useTranslation();
  return (
    <>
      {user.refusal && <p className="kp-muted kp-title">{user.refusal}</p>}
      <Facts
        facts={[
          [t('fields.name'), <NameFact key="name" name={user.name} />],
          [t('users.fullName'), fullName(user)],
          [t('users.email'), user.email],
          [t('users.description'), user.description],
          [t('fields.status'), <UserState key="state" user={user} />],
          [t('fields.source'), <Source key="source" user={user} />],
          [t('signIn.password'), t(`users.passwordStates.${user.passwordState as 'set'}`)],
          [t('users.factor.label'), t(user.secondFactor ? 'users.factor.on' : 'users.factor.off')],
          [t('users.lastSignIn'), <LastSignIn key="last" at={user.lastLoginAt} />],
          [t('users.created'), <Age key="created" since={user.createdAt} />],
        ]}
      />
    </>
  );
}
