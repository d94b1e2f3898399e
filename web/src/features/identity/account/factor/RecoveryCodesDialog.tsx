import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { RecoveryCodes } from './RecoveryCodes';

/** Recovery codes, this once. A stray click or key does not close it. */
export function RecoveryCodesDialog(props: { title: string; codes: readonly string[]; onClose(): void }) {
  const { t } = useTranslation();
  return (
    <Modal isOpen variant="small" onEscapePress={() => {}} aria-labelledby="codes-title">
      <ModalHeader title={props.title} labelId="codes-title" />
      <ModalBody>
        <RecoveryCodes codes={props.codes} />
      </ModalBody>
      <ModalFooter>
        <Button onClick={props.onClose}>{t('account.factor.kept')}</Button>
      </ModalFooter>
    </Modal>
  );
}
