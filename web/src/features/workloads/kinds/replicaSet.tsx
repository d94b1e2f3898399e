import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import {
  containerColumn,
  currentColumn,
  imageColumn,
  readyText,
  replicas,
  selectorColumn,
  workloadStates,
} from './columns';

const ready = (row: Workload) => <ReadyCount ready={row.status?.readyReplicas} wanted={replicas(row)} />;

export const replicaSet = defineKind<Workload>({
  segment: 'replicasets',
  kind: 'ReplicaSet',
  title: 'kinds.replicasets',
  namespaced: true,
  group: 'apps',
  states: workloadStates,
  columns: [
    {
      id: 'ready',
      title: 'fields.ready',
      sortBy: 'ready',
      numeric: true,
      text: readyText,
      render: ready,
    },
    currentColumn,
    containerColumn,
    imageColumn,
    selectorColumn,
  ],
  empty: { title: 'empty.replicasets.title', body: 'empty.replicasets.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.ready', value: ready(row) },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { ownsPods: true, json: true, logs: () => [], remove: true },
});
