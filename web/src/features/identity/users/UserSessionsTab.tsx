import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { get, request } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import { useToast } from '@/shared/feedback/ToastContext';
import { ListStates } from '@/shared/list/ListStates';
import { DataTable, type TableColumn } from '@/shared/table/DataTable';
import { Age } from '@/shared/time/Age';
import { peopleKey, userSessionsPath, type UserInfo } from '../people/peopleApi';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { UserConfirmDialog } from './UserConfirmDialog';

type Session = components['schemas']['OwnSession'];

/** Where somebody is signed in; each session can be ended, and all at once. */
export function UserSessionsTab({ user }: { user: UserInfo }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const path = userSessionsPath(user.id);
  const [isEndingAll, setEndingAll] = useState(false);
  const mayUpdate = usePlatformRefusal('users', 'update');
  const refusal = mayUpdate || (user.refusal ?? '');
  const { data, error, refetch } = useQuery({
    queryKey: [...peopleKey, path],
    queryFn: ({ signal }) => get<{ items: Session[] }>(path, undefined, signal),
    staleTime: 0,
  });
  const ending = useMutation({
    mutationFn: (id: string) => request('DELETE', `${path}/${encodeURIComponent(id)}`),
    onSuccess: () => toast({ variant: 'success', title: t('users.sessions.ended') }),
    onError: (failure) => toast({ variant: 'danger', title: failure.message }),
    onSettled: () => client.invalidateQueries({ queryKey: [...peopleKey, path] }),
  });
  return (
    <>
      <p className="kp-muted kp-title">{t('users.sessions.about')}</p>
      <GuardedButton className="kp-title" variant="secondary" refusal={refusal} onClick={() => setEndingAll(true)}>
        {t('users.signOut.open')}
      </GuardedButton>
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={data?.items.length ?? 0}
        empty={{ title: 'users.sessions.none', body: 'users.sessions.noneBody' }}
        skeleton={columns}
      >
        <DataTable
          label={t('users.sessions.title')}
          columns={columns}
          rows={data?.items ?? []}
          keyOf={({ id }) => id}
          nameOf={({ address, agent }) => `${address} ${agent}`}
          actions={({ id }) => [
            { id: 'end', title: 'users.sessions.end', isDanger: true, refusal, onSelect: () => ending.mutate(id) },
          ]}
        />
      </ListStates>
      {isEndingAll && <UserConfirmDialog user={user} verb="signOut" onClose={() => setEndingAll(false)} />}
    </>
  );
}

const columns: readonly TableColumn<Session>[] = [
  { id: 'address', title: 'fields.address', render: ({ address }) => address || '–' },
  { id: 'agent', title: 'users.sessions.agent', isName: true, render: ({ agent }) => agent || '–' },
  { id: 'created', title: 'users.sessions.started', render: ({ createdAt }) => <Age since={createdAt} /> },
  { id: 'used', title: 'tokens.lastUsed', render: ({ lastUsedAt }) => <Age since={lastUsedAt} /> },
];
