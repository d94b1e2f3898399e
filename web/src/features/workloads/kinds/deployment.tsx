import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import {
  availableColumn,
  containerColumn,
  imageColumn,
  readyText,
  replicas,
  selectorColumn,
  updatedColumn,
  workloadStates,
} from './columns';

export const deployment = defineKind<Workload>({
  segment: 'deployments',
  kind: 'Deployment',
  title: 'kinds.deployments',
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
    updatedColumn,
    availableColumn,
    containerColumn,
    imageColumn,
    selectorColumn,
  ],
  empty: { title: 'empty.deployments.title', body: 'empty.deployments.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.ready', value: <ReadyCount ready={row.status?.readyReplicas} wanted={replicas(row)} /> },
    { title: 'fields.strategy', value: row.spec?.strategy?.type ?? '–' },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: {
    replicas,
    restart: true,
    isPaused: ({ spec }) => spec?.paused ?? false,
    ownsPods: true,
    hasServices: true,
    json: true,
    logs: () => [],
    remove: true,
  },
});
