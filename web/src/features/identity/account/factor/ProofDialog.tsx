import { Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { PasswordInput } from '@/shared/forms/PasswordInput';

interface Props {
  title: string;
  body: string;
  action: string;
  isDanger?: boolean;
  error: Error | null;
  isBusy: boolean;
  onConfirm(password: string): void;
  onClose(): void;
}

/** Asks for the password once more: whoever sits at an open screen must not get further. */
export function ProofDialog({ title, body, action, isDanger = false, error, isBusy, onConfirm, onClose }: Props) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="proof-title">
      <ModalHeader title={title} titleIconVariant={isDanger ? 'warning' : undefined} labelId="proof-title" />
      <ModalBody>
        <Form
          id="proof"
          onSubmit={(event) => {
            event.preventDefault();
            if (password && !isBusy) onConfirm(password);
          }}
        >
          <FailureAlert error={error} />
          <p>{body}</p>
          <FormGroup label={t('account.password.old')} fieldId="proof-password" isRequired>
            <PasswordInput id="proof-password" value={password} autoFocus onChange={setPassword} />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="proof"
          variant={isDanger ? 'danger' : 'primary'}
          isDisabled={!password || isBusy}
          isLoading={isBusy}
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
