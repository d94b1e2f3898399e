import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The YAML of a Secret holds its values: it is read, and the reading is recorded, only when somebody asks. */
export function HiddenYaml({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  if (isAsked) return children;
  return (
    <EmptyState icon={LockIcon} titleText={t('secret.hidden')} headingLevel="h3" variant="sm">
      <EmptyStateBody>{t('secret.hiddenBody')}</EmptyStateBody>
      <Button variant="primary" onClick={() => setAsked(true)}>
        {t('secret.showYaml')}
      </Button>
    </EmptyState>
  );
}
