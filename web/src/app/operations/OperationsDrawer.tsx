import {
  Button,
  Flex,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  NotificationDrawer,
  NotificationDrawerBody,
  NotificationDrawerHeader,
  NotificationDrawerList,
  NotificationDrawerListItem,
  NotificationDrawerListItemBody,
  NotificationDrawerListItemHeader,
  Progress,
} from '@patternfly/react-core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clearEnded, markRead, useOperation, useOperations, type Operation } from '@/shared/operations/operations';
import { OperationResults } from '@/shared/operations/OperationResults';
import { Age } from '@/shared/time/Age';

const variants = { running: 'info', done: 'success', failed: 'danger' } as const;

/** Everything that runs, failed or was done in this tab, the newest first. */
export function OperationsDrawer({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const operations = useOperations();
  // What was seen is read once the drawer is closed: until then it stays marked.
  useEffect(() => markRead, []);
  return (
    <NotificationDrawer aria-label={t('operations.title')}>
      <NotificationDrawerHeader
        title={t('operations.title')}
        onClose={onClose}
        closeButtonAriaLabel={t('actions.close')}
      >
        {operations.some(({ state }) => state !== 'running') && (
          <Button variant="link" onClick={clearEnded}>
            {t('operations.clear')}
          </Button>
        )}
      </NotificationDrawerHeader>
      <NotificationDrawerBody>
        {operations.length === 0 && <p className="kp-operations__none">{t('operations.none')}</p>}
        <NotificationDrawerList aria-label={t('operations.title')}>
          {operations.map((operation) => (
            <Entry key={operation.id} operation={operation} />
          ))}
        </NotificationDrawerList>
      </NotificationDrawerBody>
    </NotificationDrawer>
  );
}

function Entry({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const { id, title, state, message, progress, at, isRead, items, stop, retry } = operation;
  const [isOpen, setOpen] = useState(false);
  return (
    <NotificationDrawerListItem variant={variants[state]} isRead={isRead} isHoverable={false}>
      <NotificationDrawerListItemHeader
        title={title}
        variant={variants[state]}
        srTitle={t(`operations.state.${state}`)}
        headingLevel="h2"
      />
      <NotificationDrawerListItemBody timestamp={<Age since={at} />}>
        {message}
        {state === 'running' && progress && (
          <Progress
            aria-label={title}
            value={progress.done}
            max={progress.total}
            label={`${progress.done}/${progress.total}`}
            size="sm"
          />
        )}
        {(items ?? stop ?? retry) && (
          <Flex gap={{ default: 'gapMd' }}>
            {items && (
              <Button variant="link" isInline onClick={() => setOpen(true)}>
                {t('operations.results')}
              </Button>
            )}
            {stop && (
              <Button variant="link" isInline onClick={stop}>
                {t('bulk.stop')}
              </Button>
            )}
            {retry && (
              <Button variant="link" isInline onClick={retry}>
                {t('bulk.retry')}
              </Button>
            )}
          </Flex>
        )}
      </NotificationDrawerListItemBody>
      {isOpen && <ResultsDialog id={id} onClose={() => setOpen(false)} />}
    </NotificationDrawerListItem>
  );
}

/** What became of each object of an operation, while it runs and after. */
function ResultsDialog({ id, onClose }: { id: number; onClose(): void }) {
  const { t } = useTranslation();
  const operation = useOperation(id);
  return (
    <Modal isOpen variant="medium" aria-labelledby="operation-title" onClose={onClose}>
      <ModalHeader title={operation?.title ?? ''} labelId="operation-title" />
      <ModalBody>
        <OperationResults items={operation?.items ?? []} />
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          {t('bulk.close')}
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
      </ModalFooter>
    </Modal>
  );
}
