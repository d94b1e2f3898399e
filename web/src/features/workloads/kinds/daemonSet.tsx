import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import { imageColumn, workloadStates } from './columns';

const readyDaemons = ({ status }: Workload) => `${status?.numberAvailable ?? 0}/${status?.desiredNumberScheduled ?? 0}`;

const ready = ({ status }: Workload) => (
  <ReadyCount ready={status?.numberAvailable} wanted={status?.desiredNumberScheduled} />
);

export const daemonSet = defineKind<Workload>({
  segment: 'daemonsets',
  kind: 'DaemonSet',
  title: 'kinds.daemonsets',
  namespaced: true,
  group: 'apps',
  states: workloadStates,
  columns: [{ id: 'ready', title: 'fields.ready', numeric: true, text: readyDaemons, render: ready }, imageColumn],
  empty: { title: 'empty.daemonsets.title', body: 'empty.daemonsets.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.ready', value: ready(row) },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { restart: true, ownsPods: true, hasServices: true, json: true, remove: true },
});
