import { Alert, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '@/shared/api/published';
import { Age } from '@/shared/time/Age';

/** Says which clusters the rows cannot be believed for, and since when. */
export function FreshnessNotice({ freshness }: { freshness: readonly Freshness[] }) {
  const { t } = useTranslation();
  const leftOut = freshness.filter(({ reason }) => reason === 'sync.leftOut');
  const paused = freshness.filter(({ reason }) => reason === 'sync.paused');
  const others = freshness.filter(({ reason }) => reason !== 'sync.leftOut' && reason !== 'sync.paused');
  const syncing = others.filter(({ synced }) => !synced);
  const stale = others.filter(({ synced, live }) => synced && !live);
  return (
    <>
      {syncing.length > 0 && (
        <Alert
          isInline
          variant="info"
          title={t('freshness.syncing', { clusters: names(syncing), count: syncing.length })}
        />
      )}
      {leftOut.length > 0 && (
        <Alert isInline variant="info" title={t('freshness.leftOut', { clusters: names(leftOut) })} />
      )}
      {paused.length > 0 && (
        <Alert
          isInline
          variant="warning"
          title={t('freshness.paused', { clusters: names(paused), count: paused.length })}
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
