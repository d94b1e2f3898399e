import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { InvolvedObject } from '@/features/resources/kinds/InvolvedObject';
import type { ListedEvent } from '@/features/resources/object/listedEvent';
import { listPath } from '@/shared/api/paths';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListStates } from '@/shared/list/ListStates';
import { useLiveList } from '@/shared/list/useLiveList';
import { rowKey } from '@/shared/live/rowKey';
import { Age } from '@/shared/time/Age';

const shown = 10;

/** Warning events of late, of all clusters or of one, as they happen. */
export function WarningTable({ cluster }: { cluster?: string }) {
  const { t } = useTranslation();
  const query = { type: ['Warning'], sortBy: 'created_at', sortDir: 'desc', pageSize: shown };
  const { data, error, refetch } = useLiveList<ListedEvent>(listPath('events', cluster), query, {
    reordersOnChange: true,
  });
  const events = data?.items ?? [];
  return (
    <ListStates
      data={data}
      error={error}
      refetch={refetch}
      count={events.length}
      empty={{ title: 'overview.noWarnings', body: 'events.empty.body' }}
      skeleton={skeleton}
    >
      <FreshnessNotice freshness={data?.freshness ?? []} />
      <div className="kp-table-scroll">
        <Table aria-label={t('overview.warnings')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th className="kp-cell-number" modifier="nowrap">
                {t('fields.lastSeen')}
              </Th>
              <Th>{t('overview.what')}</Th>
              <Th>{t('fields.message')}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {events.map((event) => (
              <Tr key={rowKey(event)}>
                <Td className="kp-cell-number">
                  <Age since={event.lastTimestamp} />
                </Td>
                <Td className="kp-trouble__what">
                  <InvolvedObject event={event} />
                  <div className="kp-muted kp-alias">
                    {[event.involvedObject?.kind, event.metadata.namespace, !cluster && event.metadata.cluster]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </Td>
                <Td>
                  <strong>{event.reason}</strong>
                  <div className="kp-trouble__why" title={event.message}>
                    {event.message}
                  </div>
                </Td>
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
  { id: 'what', title: 'overview.what', render: () => null },
  { id: 'message', title: 'fields.message', isName: true, render: () => null },
] as const;
