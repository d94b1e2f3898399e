import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { textColumn } from '@/shared/kinds/textColumn';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import {
  availableColumn,
  containerColumn,
  currentColumn,
  imageColumn,
  selectorColumn,
  updatedColumn,
  workloadStates,
} from './columns';

const readyDaemons = ({ status }: Workload) => `${status?.numberReady ?? 0}/${status?.desiredNumberScheduled ?? 0}`;

const ready = ({ status }: Workload) => (
  <ReadyCount ready={status?.numberReady} wanted={status?.desiredNumberScheduled} />
);

const nodeSelector = textColumn<Workload>(
  'nodeSelector',
  'fields.nodeSelector',
  ({ spec }) => Object.entries(spec?.template?.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`),
  { secondary: true },
);

export const daemonSet = defineKind<Workload>({
  segment: 'daemonsets',
  kind: 'DaemonSet',
  title: 'kinds.daemonsets',
  namespaced: true,
  group: 'apps',
  states: workloadStates,
  columns: [
    { id: 'ready', title: 'fields.ready', sortBy: 'ready', numeric: true, text: readyDaemons, render: ready },
    currentColumn,
    updatedColumn,
    availableColumn,
    nodeSelector,
    containerColumn,
    { ...imageColumn, wide: true },
    selectorColumn,
  ],
  empty: { title: 'empty.daemonsets.title', body: 'empty.daemonsets.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.ready', value: ready(row) },
    { title: 'fields.nodeSelector', value: nodeSelector.render(row) },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { restart: true, ownsPods: true, hasServices: true, json: true, logs: () => [], remove: true },
});
