import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { FormDialog } from '@/shared/forms/FormDialog';
import { grantPath, permissionsKey, type Grant } from './permissionsApi';
import { RoleChoice } from './RoleChoice';

/** Gives somebody another role in the same place. */
export function EditGrantDialog({ grant, onClose }: { grant: Grant; onClose(): void }) {
  const { t } = useTranslation();
  const [role, setRole] = useState(grant.role);
  const changing = useDialogAction({
    run: () => request('PUT', grantPath(grant.id), { body: { role } }),
    changes: permissionsKey,
    onDone: onClose,
  });
  return (
    <FormDialog
      id="edit-grant"
      title={t('permissions.editTitle', { name: grant.subject.name })}
      action={t('permissions.change')}
      isReady={role !== grant.role}
      doing={changing}
      onClose={onClose}
    >
      <RoleChoice
        level={grant.namespace ? 'namespace' : 'cluster'}
        cluster={grant.cluster}
        namespace={grant.namespace}
        value={role}
        onChange={setRole}
      />
    </FormDialog>
  );
}
