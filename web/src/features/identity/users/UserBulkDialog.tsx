import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { BatchDialog } from '@/shared/operations/BatchDialog';
import { startBatch } from '@/shared/operations/runBatch';
import { SubjectPicker, type PickedSubject } from '@/shared/people/SubjectPicker';
import { findPeople, groupMemberPath, peopleKey, userPath, type UserInfo } from '../people/peopleApi';

export type UserBulkVerb = 'join' | 'disable' | 'delete';

interface Props {
  verb: UserBulkVerb;
  users: readonly UserInfo[];
  onClose(): void;
}

/** Asks once for many people, naming all of them; then shows what becomes of each. */
export function UserBulkDialog({ verb, users, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [groups, setGroups] = useState<PickedSubject[]>([]);
  const words = { count: users.length };
  const act = async (id: string): Promise<void> => {
    if (verb === 'disable') await request('PUT', userPath(id), { body: { enabled: false } });
    else if (verb === 'delete') await request('DELETE', userPath(id));
    else for (const group of groups) await request('POST', groupMemberPath(group.id, id));
  };
  const start = () =>
    startBatch({
      title: t(`users.bulk.${verb}.title`, words),
      targets: users.map(({ id, name }) => ({ key: id, name, cluster: '' })),
      act: async ({ key }) => {
        await act(key);
        return undefined;
      },
      onEnd: () => void client.invalidateQueries({ queryKey: peopleKey }),
    });
  return (
    <BatchDialog
      title={t(`users.bulk.${verb}.title`, words)}
      body={t(`users.bulk.${verb}.body`)}
      action={t(`users.bulk.${verb}.open`)}
      isReady={verb !== 'join' || groups.length > 0}
      confirm={verb === 'delete' ? t('users.bulk.confirm', words) : undefined}
      onStart={start}
      onClose={onClose}
    >
      {verb === 'join' && (
        <SubjectPicker
          label={t('groups.title')}
          kinds={['Group']}
          source="people"
          find={findPeople}
          chosen={groups}
          onChange={setGroups}
        />
      )}
      <div className="kp-bulk-named" role="region" aria-label={t('users.title')} tabIndex={0}>
        <div className="kp-bulk-named__names">
          {users.map(({ id, name }) => (
            <span key={id}>{name}</span>
          ))}
        </div>
      </div>
    </BatchDialog>
  );
}
