import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { get, request } from '@/shared/api/client';
import { ConfirmDialog } from '@/shared/feedback/ConfirmDialog';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { ListStates } from '@/shared/list/ListStates';
import { PageLink } from '@/shared/places/PageLink';
import { DataTable, type TableColumn } from '@/shared/table/DataTable';
import { GiveRolesDialog } from './GiveRolesDialog';
import { groupLink, heldRolesPath, peopleKey, type HeldRole } from './peopleApi';
import { useRoleWords } from './roleWords';
import { usePlatformRefusal } from './usePeopleRights';

interface Props {
  kind: 'User' | 'Group';
  id: string;
  name: string;
}

/** There are at most so many roles. */
const all = 1000;

/** The platform roles of a person or group: those that they hold by themselves can be taken, others given. */
export function HeldRolesTab({ kind, id, name }: Props) {
  const { t } = useTranslation();
  const words = useRoleWords();
  const [isGiving, setGiving] = useState(false);
  const [taking, setTaking] = useState<HeldRole | null>(null);
  const path = heldRolesPath(kind, id);
  const mayAuthorize = usePlatformRefusal(kind === 'User' ? 'users' : 'groups', 'authorize');
  const { data, error, refetch } = useQuery({
    queryKey: [...peopleKey, path],
    queryFn: ({ signal }) => get<{ items: HeldRole[] }>(path, { pageSize: all }, signal),
    staleTime: 0,
  });
  const held = data?.items.filter(({ authorized, throughGroups }) => authorized || throughGroups.length > 0);
  const takingBack = useDialogAction({
    run: () => request('PUT', path, { body: { removeRoles: [taking?.name] } }),
    done: t('users.roles.taken', { role: taking && words.name(taking.name), name }),
    changes: peopleKey,
    onDone: () => setTaking(null),
  });
  const columns: TableColumn<HeldRole>[] = [
    {
      id: 'role',
      title: 'permissions.role',
      isName: true,
      render: (role) => (
        <PageLink to={`/platform-roles/${encodeURIComponent(role.name)}`}>{words.name(role.name)}</PageLink>
      ),
    },
    { id: 'about', title: 'users.roles.gives', secondary: true, render: words.about },
    {
      id: 'by',
      title: 'users.roles.by',
      render: ({ authorized, throughGroups }) => (
        <>
          {authorized && t(`users.roles.itself.${kind}`)}
          {throughGroups.map((group, index) => (
            <span key={group}>
              {(authorized || index > 0) && ', '}
              {t('users.roles.through')} <PageLink to={groupLink(group)}>{group}</PageLink>
            </span>
          ))}
        </>
      ),
    },
  ];
  return (
    <>
      <GuardedButton className="kp-title" refusal={mayAuthorize} onClick={() => setGiving(true)}>
        {t('users.roles.give')}
      </GuardedButton>
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={held?.length ?? 0}
        empty={{ title: 'users.roles.none', body: 'users.roles.noneBody' }}
        skeleton={columns}
      >
        <DataTable
          label={t('platformRoles.title')}
          columns={columns}
          rows={held ?? []}
          keyOf={nameOf}
          nameOf={({ name: role }) => words.name(role)}
          actions={(role) => [
            {
              id: 'take',
              title: 'users.roles.take',
              isDanger: true,
              refusal: !role.authorized
                ? t('users.roles.onlyThrough')
                : mayAuthorize || (role.mayGive ? '' : t('users.roles.notHeld')),
              onSelect: () => setTaking(role),
            },
          ]}
        />
      </ListStates>
      {isGiving && data && (
        <GiveRolesDialog path={path} name={name} roles={data.items} onClose={() => setGiving(false)} />
      )}
      {taking && (
        <ConfirmDialog
          title={t('users.roles.takeTitle', { role: words.name(taking.name) })}
          action={t('users.roles.take')}
          doing={takingBack}
          onClose={() => setTaking(null)}
        >
          {t(`users.roles.takeBody.${kind}`, { role: words.name(taking.name), name })}
        </ConfirmDialog>
      )}
    </>
  );
}

const nameOf = ({ name }: HeldRole) => name;
