import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorReference } from '@/shared/feedback/ErrorReference';

interface Props {
  id: string;
  title: string;
  variant?: 'small' | 'medium' | 'large';
  /** The fields. */
  children: ReactNode;
  action: string;
  isDanger?: boolean;
  /** Whether what was filled in can be sent. */
  isReady: boolean;
  doing: { error: Error | null; isPending: boolean; mutate(): void };
  /** The error is shown beside a field instead of above all. */
  isErrorShown?: boolean;
  onClose(): void;
}

/** A dialog with a form. */
export function FormDialog(props: Props) {
  const { id, title, variant = 'small', children, action, isDanger, isReady, doing, isErrorShown, onClose } = props;
  const { t } = useTranslation();
  const canSend = isReady && !doing.isPending;
  return (
    <Modal isOpen variant={variant} onClose={onClose} aria-labelledby={`${id}-title`}>
      <ModalHeader title={title} labelId={`${id}-title`} />
      <ModalBody>
        <Form
          id={id}
          onSubmit={(event) => {
            event.preventDefault();
            if (canSend) doing.mutate();
          }}
        >
          {doing.error && !isErrorShown && (
            <Alert isInline variant="danger" title={doing.error.message}>
              <ErrorReference error={doing.error} />
            </Alert>
          )}
          {children}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={id}
          variant={isDanger ? 'danger' : 'primary'}
          isDisabled={!canSend}
          isLoading={doing.isPending}
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
