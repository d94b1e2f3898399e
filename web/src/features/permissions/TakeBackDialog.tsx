import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmDialog } from '@/shared/feedback/ConfirmDialog';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { grantPath, permissionsKey, type Grant } from './permissionsApi';
import { roleName } from './roleWords';

/** Asks before a grant is taken back. */
export function TakeBackDialog({ grant, onClose }: { grant: Grant; onClose(): void }) {
  const { t } = useTranslation();
  const takingBack = useDialogAction({
    run: () => request('DELETE', grantPath(grant.id)),
    done: t('permissions.takenBack', { name: grant.subject.name }),
    changes: permissionsKey,
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t('permissions.takeBack')}
      action={t('permissions.takeBack')}
      doing={takingBack}
      onClose={onClose}
    >
      {t('permissions.takeBackBody', {
        name: grant.subject.name,
        role: roleName(t, grant.role),
        place: grant.namespace ? `${grant.cluster} / ${grant.namespace}` : grant.cluster,
      })}
    </ConfirmDialog>
  );
}
