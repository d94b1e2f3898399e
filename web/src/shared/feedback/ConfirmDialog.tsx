import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorReference } from './ErrorReference';

interface Props {
  title: string;
  /** What will happen. */
  children: ReactNode;
  action: string;
  isDanger?: boolean;
  doing: { error: Error | null; isPending: boolean; mutate(): void };
  onClose(): void;
}

/** Asks before something is done that others notice. */
export function ConfirmDialog({ title, children, action, isDanger = true, doing, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="confirm-title">
      <ModalHeader title={title} titleIconVariant={isDanger ? 'warning' : undefined} labelId="confirm-title" />
      <ModalBody>
        {doing.error && (
          <Alert isInline variant="danger" title={doing.error.message} className="kp-title">
            <ErrorReference error={doing.error} />
          </Alert>
        )}
        {children}
      </ModalBody>
      <ModalFooter>
        <Button
          variant={isDanger ? 'danger' : 'primary'}
          isLoading={doing.isPending}
          isDisabled={doing.isPending}
          onClick={() => doing.mutate()}
        >
          {action}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
