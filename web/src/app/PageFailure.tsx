import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
} from '@patternfly/react-core';
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** A fault of the console itself, or a page that could not be loaded because a new version was installed meanwhile. */
export function PageFailure() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <PageSection>
      <EmptyState icon={ExclamationCircleIcon} status="danger" titleText={t('pageFailure.title')} headingLevel="h1">
        <EmptyStateBody>
          {t('pageFailure.body')}
          <br />
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" onClick={() => window.location.reload()}>
              {t('pageFailure.reload')}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
