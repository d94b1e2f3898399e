import { EmptyState, EmptyStateBody } from '@patternfly/react-core';
import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { useTranslation } from 'react-i18next';

/** Not allowed: which right is missing, and who can grant it. For lists that answer with an empty page whoever may not read them. */
export function DeniedState({ message }: { message: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={LockIcon} status="info" titleText={t('list.failure.denied.title')} headingLevel="h2" variant="sm">
      <EmptyStateBody>
        {message}
        <br />
        {t('list.failure.denied.nextPlatform')}
      </EmptyStateBody>
    </EmptyState>
  );
}
