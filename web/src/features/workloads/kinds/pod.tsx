import type { Pod } from '@/shared/api/published';
import { defineKind } from '@/shared/kinds/descriptor';
import { clusterLink } from '@/shared/kinds/objectLink';
import { textColumn } from '@/shared/kinds/textColumn';
import { NameLink } from '@/shared/list/NameLink';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';

const ready = ({ status }: Pod) => (
  <ReadyCount
    ready={status?.containerReadyCount}
    wanted={status?.containerTotalCount}
    isDone={status?.phase === 'Succeeded'}
  />
);

const node = ({ metadata, spec }: Pod) =>
  spec?.nodeName ? (
    <NameLink to={clusterLink(metadata.cluster ?? '', `nodes/${encodeURIComponent(spec.nodeName)}`)} isQuiet>
      {spec.nodeName}
    </NameLink>
  ) : (
    '–'
  );

/** How many of its gates are open, as kubectl writes it. */
function readinessGates({ spec, status }: Pod): string {
  const gates = spec?.readinessGates ?? [];
  const open = gates.filter(({ conditionType }) =>
    status?.conditions?.some(({ type, status: value }) => type === conditionType && value === 'True'),
  );
  return gates.length === 0 ? '' : `${open.length}/${gates.length}`;
}

export const pod = defineKind<Pod>({
  segment: 'pods',
  kind: 'Pod',
  title: 'kinds.pods',
  namespaced: true,
  group: '',
  states: ['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'],
  columns: [
    {
      id: 'ready',
      title: 'fields.ready',
      sortBy: 'ready',
      numeric: true,
      text: ({ status }) => `${status?.containerReadyCount ?? 0}/${status?.containerTotalCount ?? 0}`,
      render: ready,
    },
    {
      id: 'restarts',
      title: 'fields.restarts',
      sortBy: 'restarts',
      numeric: true,
      text: ({ status }) => String(status?.restartCount ?? 0),
      render: ({ status }) => <span className="kp-number">{status?.restartCount ?? 0}</span>,
    },
    {
      id: 'node',
      title: 'fields.node',
      sortBy: 'spec.nodeName',
      secondary: true,
      text: ({ spec }) => spec?.nodeName ?? '',
      render: node,
    },
    {
      id: 'ip',
      title: 'fields.ip',
      sortBy: 'status.podIP',
      wide: true,
      text: ({ status }) => status?.podIP ?? '',
      render: ({ status }) => <span className="kp-number">{status?.podIP || '–'}</span>,
    },
    textColumn<Pod>('nominatedNode', 'fields.nominatedNode', ({ status }) => status?.nominatedNodeName, {
      sortBy: 'status.nominatedNodeName',
      optional: true,
    }),
    textColumn<Pod>('readinessGates', 'fields.readinessGates', readinessGates, { optional: true }),
  ],
  empty: { title: 'empty.pods.title', body: 'empty.pods.body' },
  // What kubectl prints says more than the phase.
  status: ({ kpanda, status }) => ({
    state: status?.podStatus || kpanda?.state || status?.phase || '',
    severity: kpanda?.severity ?? 'none',
    message: kpanda?.message,
  }),
  facts: (row) => [
    { title: 'fields.ready', value: ready(row) },
    { title: 'fields.restarts', value: row.status?.restartCount ?? 0 },
    { title: 'fields.node', value: node(row) },
    { title: 'fields.ip', value: row.status?.podIP || '–' },
    { title: 'fields.restartPolicy', value: row.spec?.restartPolicy ?? '–' },
    { title: 'fields.images', value: <Images pod={row.spec} /> },
  ],
  can: {
    json: true,
    logs: ({ spec }) =>
      [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(({ name }) => (name ? [name] : [])),
    remove: true,
    containers: ({ spec, status }) =>
      status?.phase === 'Running' ? (spec?.containers ?? []).flatMap(({ name }) => (name ? [name] : [])) : [],
  },
});
