import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useToast } from '@/shared/feedback/ToastContext';
import { grantPath, permissionsKey, type Grant } from './permissionsApi';
import { roleName } from './roleWords';

/** Asks before a grant is taken back. */
export function TakeBackDialog({ grant, onClose }: { grant: Grant; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const takingBack = useMutation({
    mutationFn: () => request('DELETE', grantPath(grant.id)),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('permissions.takenBack', { name: grant.subject.name }) });
      onClose();
      await client.invalidateQueries({ queryKey: permissionsKey });
    },
  });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="take-back-title">
      <ModalHeader title={t('permissions.takeBack')} titleIconVariant="warning" labelId="take-back-title" />
      <ModalBody>
        {takingBack.error && <Alert isInline variant="danger" title={takingBack.error.message} />}
        {t('permissions.takeBackBody', {
          name: grant.subject.name,
          role: roleName(t, grant.role),
          place: grant.namespace ? `${grant.cluster} / ${grant.namespace}` : grant.cluster,
        })}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" isLoading={takingBack.isPending} onClick={() => takingBack.mutate()}>
          {t('permissions.takeBack')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
