import { Alert, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '@/shared/api/published';
import { Age } from '@/shared/time/Age';

/** Says which clusters the rows cannot be believed for, and since when. */
export function FreshnessNotice({ freshness }: { freshness: readonly Freshness[] }) {
  const { t } = useTranslation();
  const syncing = freshness.filter(({ synced }) => !synced);
  const stale = freshness.filter(({ synced, live }) => synced && !live);
  return (
    <>
      {syncing.length > 0 && (
        <Alert
          isInline
          variant="info"
          title={t('freshness.syncing', { clusters: names(syncing), count: syncing.length })}
        />
      )}
      {stale.length > 0 && (
        <Alert isInline variant="warning" title={t('freshness.stale', { clusters: names(stale), count: stale.length })}>
          <List isPlain>
            {stale.map(({ cluster, lastContact, message }) => (
              <ListItem key={cluster}>
                <strong>{cluster}</strong> · {t('freshness.lastContact')} <Age since={lastContact} />
                {message && ` · ${message}`}
              </ListItem>
            ))}
          </List>
        </Alert>
      )}
    </>
  );
}

const names = (freshness: readonly Freshness[]) => freshness.map(({ cluster }) => cluster).join(', ');
