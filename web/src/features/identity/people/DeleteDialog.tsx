import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { peopleKey } from './peopleApi';

interface Props {
  /** Whose words are said. */
  of: 'users' | 'groups' | 'platformRoles';
  name: string;
  path: string;
  onClose(): void;
  onDeleted?(): void;
  /** What goes with it. */
  children?: ReactNode;
}

/** Asks for the name before a person, a group or a role is deleted with all that goes with it. */
export function DeleteDialog({ of, name, path, onClose, onDeleted, children }: Props) {
  const { t } = useTranslation();
  const deleting = useDialogAction({
    run: () => request('DELETE', path),
    done: t(`${of}.delete.done`, { name }),
    changes: peopleKey,
    onDone: () => {
      onClose();
      onDeleted?.();
    },
  });
  return (
    <ConfirmByName
      title={t(`${of}.delete.title`, { name })}
      body={t(`${of}.delete.body`, { name })}
      name={name}
      action={t('actions.delete')}
      error={deleting.error}
      isBusy={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    >
      {children}
    </ConfirmByName>
  );
}
