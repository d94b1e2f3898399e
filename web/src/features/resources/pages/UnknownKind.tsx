import { PageSection, Spinner } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { NotFoundPage } from '@/app/NotFoundPage';
import { ApiError } from '@/shared/api/ApiError';
import { ListFailure } from '@/shared/list/ListFailure';

interface Props {
  error: Error | null;
  isLoading: boolean;
}

/** A kind that is still asked for, is not there, or cannot be asked for. */
export function UnknownKind({ error, isLoading }: Props) {
  const { t } = useTranslation();
  if (isLoading) {
    return (
      <PageSection isFilled>
        <Spinner aria-label={t('list.loading')} />
      </PageSection>
    );
  }
  if (!error || (error instanceof ApiError && error.status === 404)) return <NotFoundPage />;
  return (
    <PageSection isFilled>
      <ListFailure error={error} onRetry={() => window.location.reload()} />
    </PageSection>
  );
}
