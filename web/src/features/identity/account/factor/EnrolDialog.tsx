import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { beginSecondFactor } from '../../session';
import { factorQuery } from '../accountApi';
import { ConfirmFactor } from './ConfirmFactor';
import { ProofDialog } from './ProofDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';
import { useConfirmFactor } from './useConfirmFactor';

/** Sets up a second factor: the password, the secret and a code of it, and the recovery codes at last. */
export function EnrolDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const beginning = useMutation({ mutationFn: beginSecondFactor, gcTime: 0 });
  const confirm = useConfirmFactor(() => client.invalidateQueries({ queryKey: factorQuery.queryKey }));
  if (confirm.codes)
    return <RecoveryCodesDialog title={t('account.factor.isOn')} codes={confirm.codes} onClose={onClose} />;
  if (!beginning.data) {
    return (
      <ProofDialog
        title={t('account.factor.setUp')}
        body={t('account.factor.proof')}
        action={t('signIn.goOn')}
        error={beginning.error}
        isBusy={beginning.isPending}
        onConfirm={(password) => beginning.mutate(password)}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="enrol-title">
      <ModalHeader title={t('account.factor.setUp')} labelId="enrol-title" />
      <ModalBody>
        <ConfirmFactor id="enrol" factor={beginning.data} confirm={confirm} />
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="enrol"
          isDisabled={!confirm.code.trim() || confirm.isPending}
          isLoading={confirm.isPending}
        >
          {t('account.factor.turnOn')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
