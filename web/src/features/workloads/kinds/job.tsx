import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import { imageColumn } from './columns';

const completionsText = ({ spec, status }: Workload) => `${status?.succeed ?? 0}/${spec?.completions ?? 1}`;

const completions = ({ spec, status }: Workload) => (
  <ReadyCount ready={status?.succeed} wanted={spec?.completions ?? 1} />
);

export const job = defineKind<Workload>({
  segment: 'jobs',
  kind: 'Job',
  title: 'kinds.jobs',
  namespaced: true,
  group: 'batch',
  states: ['Waiting', 'Running', 'Completed', 'Failed', 'Deleting'],
  columns: [
    { id: 'completions', title: 'fields.completions', numeric: true, text: completionsText, render: completions },
    imageColumn,
  ],
  empty: { title: 'empty.jobs.title', body: 'empty.jobs.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.completions', value: completions(row) },
    { title: 'fields.active', value: row.status?.active ?? 0 },
    { title: 'fields.failed', value: row.status?.failed ?? 0 },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { ownsPods: true, json: true, remove: true },
});
