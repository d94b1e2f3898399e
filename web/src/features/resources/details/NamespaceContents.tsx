import { Skeleton } from '@patternfly/react-core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { namespacedListPath } from '@/shared/api/paths';
import type { ListedObject, ListResponse } from '@/shared/api/published';
import { say } from '@/shared/i18n/words';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { clusterLink, objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { StatusText } from '@/shared/status/StatusText';
import { findKind } from '../pages/findKind';
import { DetailTable } from './DetailTable';

const segments = [
  ...['deployments', 'statefulsets', 'daemonsets', 'jobs', 'cronjobs', 'pods', 'services', 'ingresses'],
  ...['configmaps', 'secrets', 'persistentvolumeclaims', 'serviceaccounts', 'resourcequotas', 'networkpolicies'],
];
const kinds = segments.flatMap((segment) => findKind(segment) ?? []);
/** What is in a namespace is counted again so often. */
const countEvery = 15_000;

/** How much of each kind is in a namespace, and the worst of it; a kind leads to its list. */
export function NamespaceContents({ cluster, namespace }: { cluster: string; namespace: string }) {
  const { t, i18n } = useTranslation();
  // The first row in the order of states is the worst there is.
  const question = { sortBy: 'state', sortDir: 'desc', pageSize: 1 };
  const lists = useQueries({
    queries: kinds.map(({ segment }) => {
      const path = namespacedListPath(cluster, namespace, segment);
      return {
        queryKey: ['contents', path],
        queryFn: ({ signal }: { signal: AbortSignal }) => get<ListResponse<ListedObject>>(path, question, signal),
        refetchInterval: countEvery,
      };
    }),
  });
  // Rows that come one after the other would jump.
  if (lists.some(({ isPending }) => isPending)) return <Skeleton height="12rem" screenreaderText={t('list.loading')} />;
  const rows = kinds.flatMap((kind, index) => {
    const { items = [], pagination } = lists[index]?.data ?? {};
    const total = pagination?.total ?? 0;
    if (total === 0) return [];
    const list = `${clusterLink(cluster, kind.segment)}?namespace=${encodeURIComponent(namespace)}&sort=state%3Adesc`;
    return [
      [
        <span key="kind" className="kp-number">
          <NameLink to={list}>{say(t, kind.title)}</NameLink>
        </span>,
        total.toLocaleString(i18n.language),
        items[0] && <Worst key="worst" kind={kind} row={items[0]} />,
      ],
    ];
  });
  return (
    <DetailTable
      title={t('details.contents')}
      columns={[t('fields.kind'), t('details.count'), t('details.worst')]}
      rows={rows}
    />
  );
}

/** The object where something is wrong, and why; nothing while all are as they should be. */
function Worst({ kind, row }: { kind: KindDescriptor; row: ListedObject }) {
  const { state, severity, message } = kind.status(row);
  if (severity !== 'failing' && severity !== 'warning') return <>–</>;
  return (
    <>
      <NameLink to={objectLink(rowPlace(kind.segment, row))}>{row.metadata.name}</NameLink>{' '}
      <StatusText state={state} severity={severity} message={message} showMessage />
    </>
  );
}
