import { Button, Checkbox, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OperationResults } from './OperationResults';
import { useOperation } from './operations';

interface Props {
  title: string;
  /** What will happen. */
  body: string;
  /** What is to be chosen before, and whom it is about. */
  children: ReactNode;
  action: string;
  isReady?: boolean;
  /** What the person must know and say so before something is destroyed; absent where nothing is. */
  confirm?: string;
  /** Begins it; the id of the operation. */
  onStart(): number;
  onClose(): void;
}

/** Asks once before something is done to many; then shows what becomes of each. It goes on when the dialog is closed. */
export function BatchDialog({ title, body, children, action, isReady = true, confirm, onStart, onClose }: Props) {
  const { t } = useTranslation();
  const [isConfirmed, setConfirmed] = useState(confirm === undefined);
  const [started, setStarted] = useState<number | null>(null);
  const operation = useOperation(started);
  const isDanger = confirm !== undefined;
  const canStart = isConfirmed && isReady;
  return (
    <Modal isOpen variant="medium" aria-labelledby="bulk-title" onClose={onClose}>
      <ModalHeader
        title={title}
        titleIconVariant={isDanger ? 'warning' : undefined}
        description={started !== null ? undefined : body}
        labelId="bulk-title"
      />
      <ModalBody>
        {started !== null ? (
          <OperationResults items={operation?.items ?? []} />
        ) : (
          <Form
            id="bulk"
            onSubmit={(event) => {
              event.preventDefault();
              if (canStart) setStarted(onStart());
            }}
          >
            {children}
            {isDanger && (
              <Checkbox
                id="bulk-confirm"
                label={confirm}
                isChecked={isConfirmed}
                onChange={(_event, next) => setConfirmed(next)}
              />
            )}
          </Form>
        )}
      </ModalBody>
      <ModalFooter>
        {started === null ? (
          <>
            <Button variant={isDanger ? 'danger' : 'primary'} type="submit" form="bulk" isDisabled={!canStart}>
              {action}
            </Button>
            <Button variant="link" onClick={onClose}>
              {t('actions.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button variant="primary" onClick={onClose}>
              {t(operation?.stop ? 'bulk.background' : 'bulk.close')}
            </Button>
            {operation?.stop && (
              <Button variant="secondary" onClick={operation.stop}>
                {t('bulk.stop')}
              </Button>
            )}
            {operation?.retry && (
              <Button variant="secondary" onClick={operation.retry}>
                {t('bulk.retry')}
              </Button>
            )}
          </>
        )}
      </ModalFooter>
    </Modal>
  );
}
