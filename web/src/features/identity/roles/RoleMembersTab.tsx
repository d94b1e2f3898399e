import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { PageLink } from '@/shared/places/PageLink';
import type { PickedSubject } from '@/shared/people/SubjectPicker';
import type { TableColumn } from '@/shared/table/DataTable';
import { MembersTab } from '../people/MembersTab';
import { fullName, groupLink, heldRolesPath, userLink } from '../people/peopleApi';
import { useRoleWords } from '../people/roleWords';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { roleMembersPath, type RoleDetail, type RoleMember } from './rolesApi';

const kindOf = ({ type }: RoleMember) => (type === 'group' ? 'Group' : 'User');

/** The people and groups that hold a role by themselves. */
export function RoleMembersTab({ role }: { role: RoleDetail }) {
  const { t } = useTranslation();
  const words = useRoleWords();
  const users = usePlatformRefusal('users', 'authorize');
  const groups = usePlatformRefusal('groups', 'authorize');
  // Whoever may give roles to one of the two is told of the other when it is tried.
  const mayNot = users === '' || groups === '' ? '' : (users ?? groups);
  const refusal = role.held ? mayNot : t('users.roles.notHeld');
  const columns: TableColumn<RoleMember>[] = [
    {
      id: 'name',
      title: 'fields.name',
      isName: true,
      render: (member) => (
        <PageLink to={member.type === 'group' ? groupLink(member.name) : userLink(member.name)}>{member.name}</PageLink>
      ),
    },
    { id: 'kind', title: 'permissions.kind', render: (member) => t(`permissions.kinds.${kindOf(member)}`) },
    { id: 'fullName', title: 'users.fullName', secondary: true, render: (member) => fullName(member) || '–' },
  ];
  return (
    <MembersTab<RoleMember>
      place={words.name(role.name)}
      path={roleMembersPath(role.name)}
      columns={columns}
      kinds={['User', 'Group']}
      subjectOf={(member) => ({ kind: kindOf(member), id: member.id, name: member.name })}
      refusal={refusal}
      act={(verb, { kind, id }: PickedSubject) =>
        request('PUT', heldRolesPath(kind === 'Group' ? 'Group' : 'User', id), {
          body: verb === 'add' ? { addRoles: [role.name] } : { removeRoles: [role.name] },
        })
      }
    />
  );
}
