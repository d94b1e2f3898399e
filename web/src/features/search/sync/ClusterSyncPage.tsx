import { Breadcrumb, BreadcrumbItem, PageSection, Progress, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { ListEmpty } from '@/shared/list/ListEmpty';
import { ListFailure } from '@/shared/list/ListFailure';
import { ListSkeleton } from '@/shared/list/ListSkeleton';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { CheckText } from './CheckText';
import { formatLag } from './formatLag';
import type { ClusterSyncDetails, KindSyncStatus } from './shapes';
import '../ask/search.css';
import { SyncActionDialog } from './SyncActionDialog';
import { SyncActionMenu } from './SyncActionMenu';
import { SyncToolbar } from './SyncToolbar';
import { ClusterSyncState, KindSyncState } from './SyncState';
import { useClusterSync, type SyncRequest } from './useSync';

const filters = {
  filled: ({ objects, freshness, leftOut, check }: KindSyncStatus) =>
    objects > 0 || (!freshness.live && !leftOut) || different(check) > 0,
  behind: ({ freshness, leftOut }: KindSyncStatus) => !freshness.live && !leftOut,
  different: ({ check }: KindSyncStatus) => different(check) > 0,
  all: () => true,
} as const;
type Filter = keyof typeof filters;

/** How fresh the index is for one cluster, kind by kind. */
export function ClusterSyncPage() {
  const { t } = useTranslation();
  const { syncCluster: cluster = '' } = useParams();
  usePageTitle(cluster, t('nav.sync'));
  const [request, setRequest] = useState<SyncRequest | null>(null);
  const { data, error, refetch } = useClusterSync(cluster);
  return (
    <PageSection isFilled>
      <Breadcrumb className="kp-title">
        <BreadcrumbItem
          render={({ className }) => (
            <Link to="/sync" className={className}>
              {t('nav.sync')}
            </Link>
          )}
        />
        <BreadcrumbItem isActive>{cluster}</BreadcrumbItem>
      </Breadcrumb>
      <div className="kp-search-summary">
        <Title headingLevel="h1">{cluster}</Title>
        {data && (
          <SyncActionMenu
            cluster={cluster}
            isPlain={false}
            isPaused={Boolean(data.summary.paused)}
            isChecked={Boolean(data.summary.check)}
            onAsk={setRequest}
          />
        )}
      </div>
      {error && <ListFailure error={error} isInline={data !== undefined} onRetry={() => void refetch()} />}
      {!data && !error && <ListSkeleton columns={skeleton} />}
      {data && (
        <>
          <p className="kp-space-top">
            <ClusterSyncState status={data.summary} />
          </p>
          {data.summary.check && <CheckProgress check={data.summary.check} />}
          <KindTable details={data} onAsk={setRequest} />
        </>
      )}
      {request && <SyncActionDialog request={request} onClose={() => setRequest(null)} />}
    </PageSection>
  );
}

function KindTable({ details, onAsk }: { details: ClusterSyncDetails; onAsk(request: SyncRequest): void }) {
  const { t, i18n } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get('q') ?? '';
  const asked = parameters.get('show') ?? 'filled';
  const filter: Filter = asked in filters ? (asked as Filter) : 'filled';
  const { summary, kinds } = details;
  const named = kinds.filter(({ resource }) => resource.includes(text.toLowerCase()));
  const shown = named.filter(filters[filter]);
  const number = (value: number | string) => Number(value).toLocaleString(i18n.language);
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(parameters);
    if (value) next.set(name, value);
    else next.delete(name);
    setParameters(next, { replace: true });
  };
  return (
    <>
      <SyncToolbar
        text={text}
        onText={(value) => change('q', value)}
        filters={(Object.keys(filters) as Filter[]).map((value) => ({
          value,
          title: t(`sync.show.${value}`),
          count: named.filter(filters[value]).length,
        }))}
        selected={filter}
        onSelect={(value) => change('show', value === 'filled' ? '' : value)}
      />
      {shown.length === 0 ? (
        <ListEmpty
          words={words}
          isFiltered={text !== '' || filter !== 'filled'}
          onClear={() => setParameters({}, { replace: true })}
        />
      ) : (
        <div className="kp-table-scroll">
          <Table aria-label={t('sync.kinds')} variant="compact" gridBreakPoint="" className="kp-table">
            <Thead>
              <Tr>
                <Th>{t('fields.kind')}</Th>
                <Th>{t('fields.status')}</Th>
                <Th className="kp-cell-number" modifier="wrap">
                  {t('sync.objects')}
                </Th>
                <Th className="kp-cell-number" modifier="wrap">
                  {t('sync.lag')}
                </Th>
                <Th className="kp-cell-number" modifier="wrap">
                  {t('sync.lastEvent')}
                </Th>
                <Th className="kp-cell-number kp-cell-secondary" modifier="wrap">
                  {t('sync.events')}
                </Th>
                <Th className="kp-cell-number kp-cell-secondary" modifier="wrap">
                  {t('sync.lists')}
                </Th>
                <Th modifier="wrap">{t('sync.check.title')}</Th>
                <Th className="kp-cell-secondary" modifier="wrap">
                  {t('sync.lastError')}
                </Th>
                <Th screenReaderText={t('list.actions')} />
              </Tr>
            </Thead>
            <Tbody>
              {shown.map((kind) => (
                <Tr key={kind.resource}>
                  <Td className="kp-cell-name">{kind.resource}</Td>
                  <Td>
                    <KindSyncState status={kind} />
                  </Td>
                  <Td className="kp-cell-number">{number(kind.objects)}</Td>
                  <Td className="kp-cell-number">{formatLag(kind.lagMilliseconds)}</Td>
                  <Td className="kp-cell-number">
                    <Age since={kind.lastEvent} />
                  </Td>
                  <Td className="kp-cell-number kp-cell-secondary">{number(kind.events)}</Td>
                  <Td className="kp-cell-number kp-cell-secondary">{number(kind.lists)}</Td>
                  <Td>
                    <CheckText check={kind.check} />
                  </Td>
                  <Td className="kp-cell-secondary">{kind.lastError || '–'}</Td>
                  <Td isActionCell>
                    {!kind.leftOut && (
                      <SyncActionMenu
                        cluster={summary.cluster}
                        resource={kind.resource}
                        isPaused={Boolean(kind.paused)}
                        isHeld={Boolean(summary.paused)}
                        isChecked={Boolean(summary.check)}
                        onAsk={onAsk}
                      />
                    )}
                  </Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </div>
      )}
    </>
  );
}

function CheckProgress({ check }: { check: NonNullable<ClusterSyncDetails['summary']['check']> }) {
  const { t } = useTranslation();
  return (
    <Progress
      size="sm"
      className="kp-space-top"
      title={
        check.waiting
          ? t('sync.check.waiting')
          : t('sync.check.at', { kind: check.kind, done: check.done, of: check.of })
      }
      value={check.of === 0 ? 0 : (100 * check.done) / check.of}
      measureLocation="none"
      aria-label={t('sync.check.title')}
    />
  );
}

const different = (check: KindSyncStatus['check']): number => (check ? check.missing + check.surplus + check.stale : 0);

const skeleton = [
  { id: 'kind', title: 'fields.kind', isName: true, render: () => null },
  { id: 'status', title: 'fields.status', render: () => null },
  { id: 'objects', title: 'sync.objects', render: () => null },
] as const;

const words = { title: 'sync.noneOfCluster', body: 'sync.nothing' } as const;
