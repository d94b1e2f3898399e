import { Alert, PageSection, Pagination, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ListEmpty } from '@/shared/list/ListEmpty';
import { ListFailure } from '@/shared/list/ListFailure';
import { ListSkeleton } from '@/shared/list/ListSkeleton';
import { NameLink } from '@/shared/list/NameLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { formatLag } from './formatLag';
import type { ClusterSyncStatus } from './shapes';
import { SyncActionDialog } from './SyncActionDialog';
import { SyncActionMenu } from './SyncActionMenu';
import { SyncToolbar } from './SyncToolbar';
import { ClusterSyncState } from './SyncState';
import { useSyncStatus, type SyncRequest } from './useSync';

const states = ['all', 'behind', 'paused', 'different'] as const;
const pageSize = 50;

/** How fresh the index is, cluster by cluster, and what can be done about it. For administrators of the platform. */
export function SyncPage() {
  const { t, i18n } = useTranslation();
  usePageTitle(t('nav.sync'));
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get('q') ?? '';
  const state = parameters.get('state') ?? 'all';
  const page = Math.max(1, Number(parameters.get('page')) || 1);
  const [request, setRequest] = useState<SyncRequest | null>(null);
  const { data, error, refetch } = useSyncStatus(text, state, page);
  const number = (value: number | string) => Number(value).toLocaleString(i18n.language);
  const change = (next: Record<string, string>) => {
    const all = new URLSearchParams(parameters);
    all.delete('page');
    for (const [name, value] of Object.entries(next))
      if (value) all.set(name, value);
      else all.delete(name);
    setParameters(all, { replace: true });
  };
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('nav.sync')}
      </Title>
      <p className="kp-muted">{t('sync.intro')}</p>
      {error && <ListFailure error={error} isInline={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton columns={skeleton} />}
      {data && (
        <>
          {data.storeFailure && (
            <Alert isInline variant="danger" title={t('sync.storeFailure')}>
              {data.storeFailure}
            </Alert>
          )}
          <p className="kp-space-top" role="status">
            {t('sync.totals', {
              objects: number(data.objects),
              watches: number(data.watches),
              budget: number(data.watchBudget),
              unwritten: number(data.unwritten),
            })}
          </p>
          <SyncToolbar
            text={text}
            onText={(q) => change({ q })}
            filters={states.map((value) => ({
              value,
              title: t(`sync.filter.${value}`),
              count: data.counts[value] ?? 0,
            }))}
            selected={state}
            onSelect={(value) => change({ state: value === 'all' ? '' : value })}
          />
          {data.clusters.length === 0 ? (
            <ListEmpty
              words={words}
              isFiltered={text !== '' || state !== 'all'}
              onClear={() => change({ q: '', state: '' })}
            />
          ) : (
            <ClusterTable clusters={data.clusters} number={number} onAsk={setRequest} />
          )}
          {data.pagination.total > pageSize && (
            <Pagination
              itemCount={data.pagination.total}
              page={page}
              perPage={pageSize}
              perPageOptions={[]}
              variant="bottom"
              onSetPage={(_event, next) => change({ page: String(next) })}
            />
          )}
          <LeftOut kinds={data.leftOutKinds} namespaces={data.leftOutNamespaces} />
        </>
      )}
      {request && <SyncActionDialog request={request} onClose={() => setRequest(null)} />}
    </PageSection>
  );
}

function ClusterTable({
  clusters,
  number,
  onAsk,
}: {
  clusters: readonly ClusterSyncStatus[];
  number(value: number | string): string;
  onAsk(request: SyncRequest): void;
}) {
  const { t } = useTranslation();
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('nav.clusters')} variant="compact" gridBreakPoint="" className="kp-table">
        <Thead>
          <Tr>
            <Th>{t('fields.cluster')}</Th>
            <Th>{t('fields.status')}</Th>
            <Th className="kp-cell-number" modifier="wrap">
              {t('sync.objects')}
            </Th>
            <Th className="kp-cell-number" modifier="wrap">
              {t('sync.watches')}
            </Th>
            <Th className="kp-cell-number" info={{ popover: t('sync.lagHelp') }}>
              {t('sync.lag')}
            </Th>
            <Th className="kp-cell-number kp-cell-secondary" modifier="wrap">
              {t('sync.lastEvent')}
            </Th>
            <Th className="kp-cell-number kp-cell-secondary" modifier="wrap">
              {t('sync.lists')}
            </Th>
            <Th modifier="wrap">{t('sync.check.title')}</Th>
            <Th screenReaderText={t('list.actions')} />
          </Tr>
        </Thead>
        <Tbody>
          {clusters.map((status) => (
            <Tr key={status.cluster}>
              <Td className="kp-cell-name">
                <NameLink to={`/sync/${encodeURIComponent(status.cluster)}`}>{status.cluster}</NameLink>
              </Td>
              <Td>
                <ClusterSyncState status={status} />
              </Td>
              <Td className="kp-cell-number">{number(status.objects)}</Td>
              <Td className="kp-cell-number">{number(status.watches)}</Td>
              <Td className="kp-cell-number">{formatLag(status.lagMilliseconds)}</Td>
              <Td className="kp-cell-number kp-cell-secondary">
                <Age since={status.lastEvent} />
              </Td>
              <Td className="kp-cell-number kp-cell-secondary">{number(status.lists)}</Td>
              <Td>
                <ClusterCheck status={status} />
              </Td>
              <Td isActionCell>
                <SyncActionMenu
                  cluster={status.cluster}
                  isPaused={Boolean(status.paused)}
                  isChecked={Boolean(status.check)}
                  onAsk={onAsk}
                />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

/** How far a comparison is, or what the last ones found. */
export function ClusterCheck({ status }: { status: ClusterSyncStatus }) {
  const { t } = useTranslation();
  const { check, lastCheck, different } = status;
  if (check?.waiting) return <>{t('sync.check.waiting')}</>;
  if (check) return <>{t('sync.check.running', { done: check.done, of: check.of })}</>;
  if (!lastCheck) return <span className="kp-muted">{t('sync.check.never')}</span>;
  return (
    <>
      {different === 0 ? t('sync.check.equal') : t('sync.check.different', { count: different })}{' '}
      <span className="kp-muted">
        <Age since={lastCheck} />
      </span>
    </>
  );
}

function LeftOut({ kinds, namespaces }: { kinds: readonly string[]; namespaces: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <p className="kp-muted kp-space-top">
      {t('sync.leftOut.kinds', { kinds: kinds.join(', ') })}
      {namespaces.length > 0 && ` ${t('sync.leftOut.namespaces', { namespaces: namespaces.join(', ') })}`}
    </p>
  );
}

const skeleton = [
  { id: 'cluster', title: 'fields.cluster', isName: true, render: () => null },
  { id: 'status', title: 'fields.status', render: () => null },
  { id: 'objects', title: 'sync.objects', render: () => null },
  { id: 'watches', title: 'sync.watches', render: () => null },
  { id: 'lag', title: 'sync.lag', render: () => null },
] as const;

const words = { title: 'sync.none', body: 'sync.nothing' } as const;
