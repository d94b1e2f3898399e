import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { ApiWarnings } from '@/shared/feedback/ApiWarnings';
import { YamlDiff } from '@/shared/yaml/YamlDiff';

interface Props {
  before: string;
  after: string;
  /** What the cluster warns of. */
  warnings: readonly string[];
  isSaving: boolean;
  onSave(): void;
  onClose(): void;
}

/** What the cluster would make of the edit: its own answer to a dry run, beside what is there now. */
export function ReviewChanges({ before, after, warnings, isSaving, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const isSame = before === after;
  return (
    <Modal isOpen variant="large" onClose={onClose} aria-labelledby="review-title">
      <ModalHeader title={t('yaml.reviewTitle')} description={t('yaml.reviewBody')} labelId="review-title" />
      <ModalBody>
        <ApiWarnings warnings={warnings} />
        {isSame ? (
          <Alert isInline variant="warning" title={t('yaml.noEffect')}>
            {t('yaml.noEffectBody')}
          </Alert>
        ) : (
          <YamlDiff before={before} after={after} labels={{ before: t('yaml.before'), after: t('yaml.after') }} />
        )}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" isDisabled={isSame || isSaving} isLoading={isSaving} onClick={onSave}>
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
