import { Button, ClipboardCopy, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  /** What the secret is called. */
  label: string;
  secret: string;
  /** What is to be known of it. */
  about?: string;
  onClose(): void;
}

/** Shows a secret that is told this once: a token, a generated password. */
export function OnceDialog({ title, label, secret, about, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="once-title">
      <ModalHeader title={title} labelId="once-title" />
      <ModalBody>
        <p className="kp-title">{t('tokens.once')}</p>
        <ClipboardCopy
          isReadOnly
          hoverTip={t('tokens.copy')}
          clickTip={t('tokens.copied')}
          textAriaLabel={label}
          toggleAriaLabel={label}
        >
          {secret}
        </ClipboardCopy>
        {about && <p className="kp-muted kp-space-top">{about}</p>}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t('actions.close')}</Button>
      </ModalFooter>
    </Modal>
  );
}
