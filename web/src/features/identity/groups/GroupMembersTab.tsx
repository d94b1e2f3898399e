import { Alert } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import { PageLink } from '@/shared/places/PageLink';
import type { TableColumn } from '@/shared/table/DataTable';
import { MembersTab } from '../people/MembersTab';
import { fullName, groupMemberPath, groupPath, userLink, type GroupInfo } from '../people/peopleApi';
import { usePlatformRefusal } from '../people/usePeopleRights';

type Member = components['schemas']['GroupMember'];

/** Who is in a group. */
export function GroupMembersTab({ group }: { group: GroupInfo }) {
  const { t } = useTranslation();
  const refusal = usePlatformRefusal('groups', 'update-members') || (group.refusal ?? '');
  return (
    <>
      {group.issuer && <Alert isInline isPlain className="kp-title" variant="info" title={t('groups.ofProvider')} />}
      <MembersTab<Member>
        place={group.name}
        path={`${groupPath(group.id)}/members`}
        columns={columns}
        kinds={['User']}
        subjectOf={({ id, name }) => ({ kind: 'User', id, name })}
        refusal={refusal}
        act={(verb, { id }) => request(verb === 'add' ? 'POST' : 'DELETE', groupMemberPath(group.id, id))}
      />
    </>
  );
}

const columns: readonly TableColumn<Member>[] = [
  {
    id: 'name',
    title: 'fields.name',
    isName: true,
    render: ({ name }) => <PageLink to={userLink(name)}>{name}</PageLink>,
  },
  { id: 'fullName', title: 'users.fullName', render: (member) => fullName(member) || '–' },
  { id: 'email', title: 'users.email', secondary: true, render: ({ email }) => email || '–' },
];
