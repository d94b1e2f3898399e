import { Button, Popover } from '@patternfly/react-core';
import OutlinedQuestionCircleIcon from '@patternfly/react-icons/dist/esm/icons/outlined-question-circle-icon';
import { useTranslation } from 'react-i18next';
import { examples } from './examples';
import { queryKeys } from './queryTerms';

/** The language in a popover: every key in words, and examples that can be tried. */
export function SearchHelp({ onTry }: { onTry(query: string): void }) {
  const { t } = useTranslation();
  return (
    <Popover
      headerContent={t('search.help.title')}
      minWidth="30rem"
      position="bottom-end"
      closeBtnAriaLabel={t('actions.close')}
      bodyContent={(hide) => (
        <div className="kp-search-help">
          <p>{t('search.help.body')}</p>
          <dl>
            {queryKeys.map((key) => (
              <div key={key}>
                <dt>
                  <code>{key}:</code>
                </dt>
                <dd>{t(`search.keys.${key}`)}</dd>
              </div>
            ))}
          </dl>
          <p className="kp-muted">{t('search.help.examples')}</p>
          <ul>
            {examples.map((query) => (
              <li key={query}>
                <Button
                  variant="link"
                  isInline
                  onClick={() => {
                    hide();
                    onTry(query);
                  }}
                >
                  <code>{query}</code>
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
    >
      <Button variant="plain" icon={<OutlinedQuestionCircleIcon />} aria-label={t('search.help.title')} />
    </Popover>
  );
}
