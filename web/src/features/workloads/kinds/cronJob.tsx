import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';

const schedule = ({ spec }: Workload) => <code>{spec?.schedule ?? '–'}</code>;

export const cronJob = defineKind<Workload>({
  segment: 'cronjobs',
  kind: 'CronJob',
  title: 'kinds.cronjobs',
  namespaced: true,
  group: 'batch',
  states: ['Waiting_CronJob', 'Activated_CronJob', 'Stopped_CronJob', 'Deleting_CronJob'],
  columns: [
    { id: 'schedule', title: 'fields.schedule', text: ({ spec }) => spec?.schedule ?? '', render: schedule },
    {
      id: 'active',
      title: 'fields.active',
      numeric: true,
      text: ({ status }) => String(status?.active ?? 0),
      render: ({ status }) => status?.active ?? 0,
    },
  ],
  empty: { title: 'empty.cronjobs.title', body: 'empty.cronjobs.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.schedule', value: schedule(row) },
    { title: 'fields.active', value: row.status?.active ?? 0 },
  ],
  can: { json: true, remove: true },
});
