import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { get } from '@/shared/api/client';
import { Facts } from '../people/Facts';
import { peopleKey } from '../people/peopleApi';
import { useRoleWords } from '../people/roleWords';
import { SubjectLayout } from '../people/SubjectLayout';
import { RoleMembersTab } from './RoleMembersTab';
import { RoleType } from './RolesPage';
import { rolePath, type RoleDetail } from './rolesApi';
import { useRoleActions } from './useRoleActions';

/** One platform role: what it allows, and who holds it. */
export function RolePage() {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const words = useRoleWords();
  const { role: name = '' } = useParams();
  const { data, error, refetch } = useQuery({
    queryKey: [...peopleKey, 'role', name, i18n.language],
    queryFn: ({ signal }) => get<RoleDetail>(rolePath(name), undefined, signal),
    staleTime: 0,
  });
  const { actionsOf, dialog } = useRoleActions(() => void navigate('/platform-roles'));
  return (
    <SubjectLayout
      list={{ title: t('platformRoles.title'), to: '/platform-roles' }}
      name={words.name(name)}
      labels={data && <RoleType type={data.type} />}
      actions={data ? actionsOf(data) : []}
      isRead={data !== undefined}
      error={error}
      refetch={refetch}
      tabs={
        data
          ? [
              { id: 'allows', title: 'platformRoles.points', content: () => <Allows role={data} /> },
              { id: 'members', title: 'groups.members.title', content: () => <RoleMembersTab role={data} /> },
            ]
          : []
      }
    >
      {dialog}
    </SubjectLayout>
  );
}

function Allows({ role }: { role: RoleDetail }) {
  const { t } = useTranslation();
  const words = useRoleWords();
  return (
    <>
      <p className="kp-title">{words.about(role)}</p>
      {role.type === 'system' && <p className="kp-muted kp-title">{t('platformRoles.builtIn')}</p>}
      {role.managesEveryCluster && <p className="kp-title">{t('permissions.iManageClusters')}</p>}
      <Facts
        termWidth="22rem"
        facts={role.gproductPerms.flatMap(({ gproduct, categoryPerms }) =>
          categoryPerms.flatMap(({ category, resourcePerms }) =>
            resourcePerms
              .filter(({ actions }) => actions.length > 0)
              .map(
                ({ resourceType, actions }) =>
                  [
                    `${gproduct.localizedName} / ${category.localizedName} / ${resourceType.localizedName}`,
                    actions.map(({ localizedName }) => localizedName).join(' · '),
                  ] as const,
              ),
          ),
        )}
      />
    </>
  );
}
