import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import { containerColumn, imageColumn, readyText, replicas, selectorColumn, workloadStates } from './columns';

export const statefulSet = defineKind<Workload>({
  segment: 'statefulsets',
  kind: 'StatefulSet',
  title: 'kinds.statefulsets',
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
      render: (row) => <ReadyCount ready={row.status?.readyReplicas} wanted={replicas(row)} />,
    },
    containerColumn,
    imageColumn,
    selectorColumn,
  ],
  empty: { title: 'empty.statefulsets.title', body: 'empty.statefulsets.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.ready', value: <ReadyCount ready={row.status?.readyReplicas} wanted={replicas(row)} /> },
    { title: 'fields.serviceName', value: row.spec?.serviceName || '–' },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { replicas, restart: true, ownsPods: true, hasServices: true, json: true, logs: () => [], remove: true },
});
