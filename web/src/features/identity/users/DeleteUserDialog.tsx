import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { peopleKey, userPath, type UserInfo } from '../people/peopleApi';

interface Props {
  user: UserInfo;
  onClose(): void;
  onDeleted?(): void;
}

/** Asks for the name before somebody is deleted with all that they hold. */
export function DeleteUserDialog({ user: { id, name }, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const deleting = useDialogAction({
    run: () => request('DELETE', userPath(id)),
    done: t('users.delete.done', { name }),
    changes: peopleKey,
    onDone: () => {
      onClose();
      onDeleted?.();
    },
  });
  return (
    <ConfirmByName
      title={t('users.delete.title', { name })}
      body={t('users.delete.body', { name })}
      name={name}
      action={t('actions.delete')}
      error={deleting.error}
      isBusy={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}
