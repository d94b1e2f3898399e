import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { providersKey } from './providerApi';
import { pathOf } from './ProviderTable';
import type { ProviderRow } from './useProviders';

interface Props {
  row: ProviderRow;
  onClose(): void;
}

function useChange({ row, onClose }: Props, method: 'DELETE' | 'PUT', done: string, body?: object) {
  const toast = useToast();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request(method, pathOf(row), { body }),
    onSuccess: () => {
      toast({ variant: 'success', title: done });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: providersKey }),
  });
}

/** Whom it locks out when this provider is no more. */
function useLockedOut(row: ProviderRow): string {
  const { t } = useTranslation();
  if (row.kind === 'ldap') return t('providers.locksOut.ldap');
  return row.oidc.dependents === 0
    ? t('providers.locksOut.nobody')
    : t('providers.locksOut.people', { count: row.oidc.dependents });
}

/** Deletes a provider, after its name was typed. */
export function DeleteProviderDialog(props: Props) {
  const { t } = useTranslation();
  const { row, onClose } = props;
  const lockedOut = useLockedOut(row);
  const deleting = useChange(props, 'DELETE', t('providers.deleted', { name: row.name }));
  return (
    <ConfirmByName
      title={t('providers.deleteTitle', { name: row.name })}
      body={`${t('providers.endsSessions')} ${lockedOut}`}
      name={row.name}
      action={t('actions.delete')}
      error={deleting.error}
      isBusy={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}

/** Asks before a provider is disabled: its sessions end. */
export function DisableProviderDialog(props: Props) {
  const { t } = useTranslation();
  const { row, onClose } = props;
  const lockedOut = useLockedOut(row);
  const disabling = useChange(props, 'PUT', t('providers.isDisabled', { name: row.name }), { enabled: false });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="disable-title">
      <ModalHeader
        title={t('providers.disableTitle', { name: row.name })}
        titleIconVariant="warning"
        labelId="disable-title"
      />
      <ModalBody>
        <FailureAlert error={disabling.error} />
        {t('providers.endsSessions')} {lockedOut}
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isDisabled={disabling.isPending}
          isLoading={disabling.isPending}
          onClick={() => disabling.mutate()}
        >
          {t('providers.disable')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
