import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { QueryValue } from '@/shared/api/client';
import { rowKey } from '@/shared/live/rowKey';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListStates } from '@/shared/list/ListStates';
import { useLiveList } from '@/shared/list/useLiveList';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';
import { byNewest, type ListedEvent } from './listedEvent';

const most = 100;

/** What happened to an object, newest first. */
export function EventList({ path, query }: { path: string; query: Record<string, QueryValue> }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useLiveList<ListedEvent>(path, {
    ...query,
    pageSize: most,
    sortBy: 'created_at',
    sortDir: 'desc',
  });
  const events = [...(data?.items ?? [])].sort(byNewest);
  return (
    <ListStates
      data={data}
      error={error}
      refetch={refetch}
      count={events.length}
      empty={{ title: 'events.empty.title', body: 'events.empty.body' }}
      skeleton={skeleton}
    >
      <FreshnessNotice freshness={data?.freshness ?? []} />
      <div className="kp-table-scroll">
        <Table aria-label={t('object.tab.events')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th className="kp-cell-number" modifier="nowrap">
                {t('fields.lastSeen')}
              </Th>
              <Th>{t('fields.type')}</Th>
              <Th>{t('fields.reason')}</Th>
              <Th>{t('fields.message')}</Th>
              <Th>{t('fields.source')}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {events.map((event, index) => (
              <Tr key={event.metadata ? rowKey(event) : index}>
                <Td className="kp-cell-number">
                  <Age since={event.lastTimestamp} />
                </Td>
                <Td>
                  <StatusText state={event.type ?? 'Normal'} severity={event.type === 'Warning' ? 'warning' : 'none'} />
                </Td>
                <Td>{event.reason}</Td>
                <Td className="kp-cell-wrap">{event.message}</Td>
                <Td>{event.source?.component || '–'}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </ListStates>
  );
}

const skeleton = [
  { id: 'lastSeen', title: 'fields.lastSeen', numeric: true, render: () => null },
  { id: 'type', title: 'fields.type', render: () => null },
  { id: 'reason', title: 'fields.reason', render: () => null },
  { id: 'message', title: 'fields.message', render: () => null },
] as const;
