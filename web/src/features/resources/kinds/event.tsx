import type { Published } from '@/shared/api/published';
import { defineKind } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { Age } from '@/shared/time/Age';
import { timestampText } from '@/shared/time/timestamp';

type Event = Published<'Event'>;

const last: Column<Event> = {
  id: 'lastSeen',
  title: 'fields.lastSeen',
  sortBy: 'created_at',
  numeric: true,
  text: ({ lastTimestamp }) => timestampText(lastTimestamp),
  render: ({ lastTimestamp }) => <Age since={lastTimestamp} />,
};

const first: Column<Event> = {
  id: 'firstSeen',
  title: 'fields.firstSeen',
  wide: true,
  numeric: true,
  text: ({ firstTimestamp }) => timestampText(firstTimestamp),
  render: ({ firstTimestamp }) => <Age since={firstTimestamp} />,
};

const message: Column<Event> = {
  id: 'message',
  title: 'fields.message',
  text: (row) => row.message ?? '',
  render: (row) => <span className="kp-message">{row.message}</span>,
};

const columns = [
  textColumn<Event>('reason', 'fields.reason', ({ reason }) => reason),
  textColumn<Event>(
    'object',
    'fields.object',
    ({ involvedObject }) => `${involvedObject?.kind}/${involvedObject?.name}`,
  ),
  message,
  textColumn<Event>('count', 'fields.count', ({ count }) => count || 1, { numeric: true }),
  textColumn<Event>('source', 'fields.source', ({ source }) => source?.component, { wide: true }),
  first,
  last,
];

export const event = defineKind<Event>({
  segment: 'events',
  kind: 'Event',
  title: 'kinds.events',
  namespaced: true,
  group: '',
  states: ['Normal', 'Warning'],
  columns,
  empty: { title: 'events.empty.title', body: 'events.empty.body' },
  order: { sortBy: 'created_at', descending: true, followsChanges: true },
  status: ({ type, kpanda }) => ({
    state: kpanda?.state || type || 'Normal',
    severity: type === 'Warning' ? 'warning' : 'none',
  }),
  facts: factsOf(columns),
  can: {},
});
