import {
  Alert,
  AlertActionLink,
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
} from '@patternfly/react-core';
import DisconnectedIcon from '@patternfly/react-icons/dist/esm/icons/disconnected-icon';
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { useTranslation } from 'react-i18next';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { ErrorReference } from '@/shared/feedback/ErrorReference';

interface Props {
  error: Error;
  onRetry(): void;
  /** Above rows that are still there from before. */
  isInline?: boolean;
}

/** Not allowed, or out of reach: what happened, in whose words, and what to do next. */
export function ListFailure({ error, onRetry, isInline = false }: Props) {
  const { t } = useTranslation();
  const kind = failureKind(error);
  if (isInline) {
    return (
      <Alert
        isInline
        variant="warning"
        title={t(`list.failure.${kind}.title`)}
        actionLinks={<AlertActionLink onClick={onRetry}>{t('actions.retry')}</AlertActionLink>}
      >
        {error.message} {t('list.failure.oldRows')}
      </Alert>
    );
  }
  return (
    <EmptyState
      icon={kind === 'denied' ? LockIcon : kind === 'unreachable' ? DisconnectedIcon : ExclamationCircleIcon}
      status={kind === 'denied' ? 'info' : 'danger'}
      titleText={t(`list.failure.${kind}.title`)}
      headingLevel="h2"
      variant="sm"
    >
      <EmptyStateBody>
        {error.message}
        <br />
        {t(`list.failure.${kind}.next`)}
        <ErrorReference error={error} />
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="primary" onClick={onRetry}>
            {t('actions.retry')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function failureKind(error: Error): 'denied' | 'unreachable' | 'refused' {
  if (!(error instanceof ApiError)) return 'refused';
  if (error.code === ErrorCode.permissionDenied) return 'denied';
  return error.isUnreachable ? 'unreachable' : 'refused';
}
