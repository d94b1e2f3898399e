import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useTranslation } from 'react-i18next';
import { examples } from './examples';

/** Before anything is asked: what can be asked, and examples to try. */
export function SearchIntro({ onTry }: { onTry(query: string): void }) {
  const { t } = useTranslation();
  return (
    <EmptyState icon={SearchIcon} titleText={t('search.intro.title')} headingLevel="h2" variant="sm">
      <EmptyStateBody>
        <p>{t('search.intro.body')}</p>
        <ul className="kp-examples">
          {examples.map((query) => (
            <li key={query}>
              <Button variant="link" isInline onClick={() => onTry(query)}>
                <code>{query}</code>
              </Button>
            </li>
          ))}
        </ul>
      </EmptyStateBody>
    </EmptyState>
  );
}
