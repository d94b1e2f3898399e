import { Alert, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

/** What a cluster warns of in its answer to a write; nothing where it warns of nothing. */
export function ApiWarnings({ warnings }: { warnings: readonly string[] }) {
  const { t } = useTranslation();
  if (warnings.length === 0) return null;
  return (
    <Alert isInline variant="warning" title={t('yaml.warnings', { count: warnings.length })}>
      <List isPlain>
        {warnings.map((warning) => (
          <ListItem key={warning}>{warning}</ListItem>
        ))}
      </List>
    </Alert>
  );
}
