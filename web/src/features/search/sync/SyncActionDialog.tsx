import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useSyncAction, type SyncRequest } from './useSync';

/** Says what an action does before it is done. Nothing that the clusters have is lost by any of them. */
export function SyncActionDialog({ request, onClose }: { request: SyncRequest; onClose(): void }) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useSyncAction();
  const { action, cluster, resource } = request;
  const name = resource ? `${resource} · ${cluster}` : cluster;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="sync-action-title">
      <ModalHeader
        title={t(`sync.confirm.${action}.title`, { name })}
        titleIconVariant={action === 'pause' ? 'warning' : undefined}
        labelId="sync-action-title"
      />
      <ModalBody>
        {error && <Alert isInline variant="danger" title={error.message} />}
        <p>{t(`sync.confirm.${action}.body`)}</p>
      </ModalBody>
      <ModalFooter>
        <Button
          variant="primary"
          isLoading={isPending}
          isDisabled={isPending}
          onClick={() => mutate(request, { onSuccess: onClose })}
        >
          {t(`sync.actions.${action}`)}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
