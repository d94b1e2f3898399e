import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useBlocker } from 'react-router';

interface Props {
  /** Moves what was typed to where it stays while pages change; absent where it may not be kept. */
  onKeep?(): void;
  /** What would be lost; what was typed, unless said otherwise. */
  body?: string;
}

/** Asks before another page takes the place of one with unsaved changes. */
export function LeaveGuard({ onKeep, body }: Props) {
  const { t } = useTranslation();
  const blocker = useBlocker(
    ({ currentLocation: now, nextLocation: next }) => now.pathname !== next.pathname || now.search !== next.search,
  );
  if (blocker.state !== 'blocked') return null;
  return (
    <Modal isOpen variant="small" aria-labelledby="leave-title" onClose={() => blocker.reset()}>
      <ModalHeader labelId="leave-title" titleIconVariant="warning" title={t('leave.title')} />
      <ModalBody>{body ?? t('leave.body')}</ModalBody>
      <ModalFooter>
        {onKeep && (
          <Button
            variant="primary"
            onClick={() => {
              onKeep();
              blocker.proceed();
            }}
          >
            {t('dock.keepYaml')}
          </Button>
        )}
        <Button variant="secondary" onClick={() => blocker.reset()}>
          {t('leave.stay')}
        </Button>
        <Button variant="link" isDanger onClick={() => blocker.proceed()}>
          {t('leave.go')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
