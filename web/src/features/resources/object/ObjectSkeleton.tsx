import { Skeleton } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

export function ObjectSkeleton() {
  const { t } = useTranslation();
  return <Skeleton fontSize="2xl" width="40%" screenreaderText={t('shell.loading')} />;
}
