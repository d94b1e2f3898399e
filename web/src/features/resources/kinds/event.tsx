import type { Published } from '@/shared/api/published';
import { defineKind } from '@/shared/kinds/descriptor';
import { objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';
import { Age } from '@/shared/time/Age';
import { timestampText } from '@/shared/time/timestamp';
import { InvolvedObject } from './InvolvedObject';

type Event = Published<'Event'>;

const last: Column<Event> = {
  id: 'lastSeen',
  title: 'fields.lastSeen',
  leads: true,
  sortBy: 'created_at',
  numeric: true,
  text: ({ lastTimestamp }) => timestampText(lastTimestamp),
  render: ({ lastTimestamp }) => <Age since={lastTimestamp} />,
};

const first: Column<Event> = {
  id: 'firstSeen',
  title: 'fields.firstSeen',
  sortBy: 'firstSeen',
  wide: true,
  numeric: true,
  text: ({ firstTimestamp }) => timestampText(firstTimestamp),
  render: ({ firstTimestamp }) => <Age since={firstTimestamp} />,
};

const message: Column<Event> = {
  id: 'message',
  title: 'fields.message',
  sortBy: 'message',
  isName: true,
  text: (row) => row.message ?? '',
  render: (row) => <span className="kp-message">{row.message}</span>,
};

const reason: Column<Event> = {
  id: 'reason',
  title: 'fields.reason',
  sortBy: 'reason',
  text: (row) => row.reason ?? '',
  render: (row) => <NameLink to={objectLink(rowPlace('events', row))}>{row.reason || row.metadata.name}</NameLink>,
};

const object: Column<Event> = {
  id: 'object',
  title: 'fields.object',
  sortBy: 'object',
  text: ({ involvedObject }) => `${involvedObject?.kind}/${involvedObject?.name}`,
  render: (row) => (
    <span className="kp-event__object">
      <InvolvedObject event={row} withKind />
    </span>
  ),
};

const columns = [
  last,
  reason,
  object,
  textColumn<Event>('subobject', 'fields.subobject', ({ involvedObject }) => involvedObject?.fieldPath, {
    sortBy: 'involvedObject.fieldPath',
    optional: true,
  }),
  message,
  textColumn<Event>('count', 'fields.count', ({ count }) => count || 1, { numeric: true }),
  textColumn<Event>('source', 'fields.source', ({ source }) => source?.component, { wide: true }),
  first,
];

export const event = defineKind<Event>({
  segment: 'events',
  kind: 'Event',
  title: 'kinds.events',
  namespaced: true,
  group: '',
  states: ['Normal', 'Warning'],
  columns,
  hasIdleName: true,
  empty: { title: 'events.empty.title', body: 'events.empty.body' },
  order: { sortBy: 'created_at', descending: true, followsChanges: true },
  status: ({ type, kpanda }) => ({
    state: kpanda?.state || type || 'Normal',
    severity: type === 'Warning' ? 'warning' : 'none',
  }),
  facts: factsOf(columns),
  can: {},
});
