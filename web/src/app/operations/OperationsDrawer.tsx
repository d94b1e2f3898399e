import {
  Button,
  NotificationDrawer,
  NotificationDrawerBody,
  NotificationDrawerHeader,
  NotificationDrawerList,
  NotificationDrawerListItem,
  NotificationDrawerListItemBody,
  NotificationDrawerListItemHeader,
  Progress,
} from '@patternfly/react-core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { clearEnded, markRead, useOperations, type Operation } from '@/shared/operations/operations';
import { Age } from '@/shared/time/Age';

const variants = { running: 'info', done: 'success', failed: 'danger' } as const;

/** Everything that runs, failed or was done since the page was opened, the newest first. */
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

function Entry({ operation: { title, state, message, progress, at, isRead } }: { operation: Operation }) {
  const { t } = useTranslation();
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
      </NotificationDrawerListItemBody>
    </NotificationDrawerListItem>
  );
}
