import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from '@patternfly/react-core';
import CubesIcon from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListDescriptor } from './descriptor';
import type { ListedObject } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';

interface Props {
  words: ListDescriptor<ListedObject>['empty'];
  isFiltered: boolean;
  onClear?(): void;
  action?: ReactNode;
}

/** Nothing here, or nothing that matches: two states with different next steps. */
export function ListEmpty({ words, isFiltered, onClear, action }: Props) {
  const { t } = useTranslation();
  if (isFiltered) {
    return (
      <EmptyState icon={SearchIcon} titleText={t('list.filteredEmpty.title')} headingLevel="h2" variant="sm">
        <EmptyStateBody>{t('list.filteredEmpty.body')}</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="link" onClick={onClear}>
              {t('list.clearFilters')}
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={CubesIcon} titleText={say(t, words.title)} headingLevel="h2" variant="sm">
      <EmptyStateBody>{say(t, words.body)}</EmptyStateBody>
      {action && (
        <EmptyStateFooter>
          <EmptyStateActions>{action}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}
