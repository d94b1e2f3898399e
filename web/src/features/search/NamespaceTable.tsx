import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { Namespace } from '@/shared/api/published';
import { listPath } from '@/shared/api/paths';
import { clusterLink, namespaceLink } from '@/shared/kinds/objectLink';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListStates } from '@/shared/list/ListStates';
import { NameLink } from '@/shared/list/NameLink';
import { useLiveList } from '@/shared/list/useLiveList';
import { rowKey } from '@/shared/live/rowKey';
import { StatusText } from '@/shared/status/StatusText';

const shown = 20;

/** The namespaces of somebody who has some, and no clusters: where their work begins. */
export function NamespaceTable() {
  const { t } = useTranslation();
  const { data, error, refetch } = useLiveList<Namespace>(listPath('namespaces'), {
    sortBy: 'field_name',
    pageSize: shown,
  });
  const namespaces = data?.items ?? [];
  const total = data?.pagination?.total ?? 0;
  return (
    <ListStates
      data={data}
      error={error}
      refetch={refetch}
      count={namespaces.length}
      empty={{ title: 'empty.namespaces.title', body: 'empty.namespaces.body' }}
      skeleton={skeleton}
    >
      <FreshnessNotice freshness={data?.freshness ?? []} />
      <Table aria-label={t('overview.ownNamespaces')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('fields.name')}</Th>
            <Th>{t('fields.cluster')}</Th>
            <Th>{t('fields.status')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {namespaces.map((row) => {
            const { name, cluster = '' } = row.metadata;
            return (
              <Tr key={rowKey(row)}>
                <Td>
                  <NameLink to={namespaceLink(cluster, name)}>{name}</NameLink>
                </Td>
                <Td>
                  <NameLink isQuiet to={clusterLink(cluster)}>
                    {cluster}
                  </NameLink>
                </Td>
                <Td>{row.kpanda && <StatusText state={row.kpanda.state} severity={row.kpanda.severity} />}</Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
      {total > namespaces.length && (
        <p className="kp-space-top">
          <NameLink to="/namespaces">{t('overview.allNamespaces', { count: total })}</NameLink>
        </p>
      )}
    </ListStates>
  );
}

const skeleton = [
  { id: 'name', title: 'fields.name', isName: true, render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
  { id: 'status', title: 'fields.status', render: () => null },
] as const;
