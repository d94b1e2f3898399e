import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';

interface Props {
  title: string;
  /** What will be lost. */
  body: ReactNode;
  /** What is to be known or chosen before. */
  children?: ReactNode;
  /** What must be typed. */
  name: string;
  action: string;
  error: Error | null;
  isBusy: boolean;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before something is destroyed: the person types its name. */
export function ConfirmByName({ title, body, children, name, action, error, isBusy, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const isRight = typed.trim() === name;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="confirm-title">
      <ModalHeader title={title} titleIconVariant="warning" labelId="confirm-title" />
      <ModalBody>
        <Form
          id="confirm"
          onSubmit={(event) => {
            event.preventDefault();
            if (isRight && !isBusy) onConfirm();
          }}
        >
          {error && <Alert isInline variant="danger" title={error.message} />}
          <p>{body}</p>
          {children}
          <FormGroup
            fieldId="confirm-name"
            label={<Trans t={t} i18nKey="confirm.type" values={{ name }} components={{ name: <strong /> }} />}
          >
            <TextInput
              id="confirm-name"
              value={typed}
              autoComplete="off"
              autoFocus
              onChange={(_event, value) => setTyped(value)}
            />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button variant="danger" type="submit" form="confirm" isDisabled={!isRight || isBusy} isLoading={isBusy}>
          {action}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
