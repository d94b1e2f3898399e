import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useToast } from '@/shared/feedback/ToastContext';
import { tokenPath, tokensKey, type AccessToken } from './tokenApi';

/** Asks before a token ends. */
export function RevokeTokenDialog({ token, onClose }: { token: AccessToken; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const revoking = useMutation({
    mutationFn: () => request('DELETE', tokenPath(token.id)),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('tokens.revoked', { name: token.name }) });
      onClose();
      await client.invalidateQueries({ queryKey: tokensKey });
    },
  });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="revoke-title">
      <ModalHeader
        title={t('tokens.revokeTitle', { name: token.name })}
        titleIconVariant="warning"
        labelId="revoke-title"
      />
      <ModalBody>
        {revoking.error && <Alert isInline variant="danger" title={revoking.error.message} />}
        {t('tokens.revokeBody')}
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" isLoading={revoking.isPending} onClick={() => revoking.mutate()}>
          {t('tokens.revoke')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
