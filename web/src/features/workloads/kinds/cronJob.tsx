import type { Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { Age } from '@/shared/time/Age';
import { timestampText } from '@/shared/time/timestamp';
import { Images } from './Images';
import { containerColumn, imageColumn } from './columns';

const schedule = ({ spec }: Workload) => <code>{spec?.schedule ?? '–'}</code>;

const timeZone = textColumn<Workload>('timeZone', 'fields.timeZone', ({ spec }) => spec?.timeZone, {
  sortBy: 'spec.timeZone',
  secondary: true,
});

const active = textColumn<Workload>('active', 'fields.active', ({ total }) => total ?? 0, { numeric: true });

const lastSchedule: Column<Workload> = {
  id: 'lastSchedule',
  title: 'fields.lastSchedule',
  sortBy: 'lastSchedule',
  numeric: true,
  text: ({ status }) => timestampText(status?.lastScheduleTime),
  render: ({ status }) => <Age since={status?.lastScheduleTime} />,
};

export const cronJob = defineKind<Workload>({
  segment: 'cronjobs',
  kind: 'CronJob',
  title: 'kinds.cronjobs',
  namespaced: true,
  group: 'batch',
  states: ['Waiting_CronJob', 'Activated_CronJob', 'Stopped_CronJob', 'Deleting_CronJob'],
  columns: [
    {
      id: 'schedule',
      title: 'fields.schedule',
      sortBy: 'spec.schedule',
      text: ({ spec }) => spec?.schedule ?? '',
      render: schedule,
    },
    timeZone,
    active,
    lastSchedule,
    { ...containerColumn, sortBy: 'spec.jobTemplate.spec.template.spec.containers[].name' },
    { ...imageColumn, sortBy: 'spec.jobTemplate.spec.template.spec.containers[].image', wide: true },
  ],
  empty: { title: 'empty.cronjobs.title', body: 'empty.cronjobs.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.schedule', value: schedule(row) },
    { title: 'fields.timeZone', value: timeZone.render(row) },
    { title: 'fields.active', value: row.total ?? 0 },
    { title: 'fields.lastSchedule', value: lastSchedule.render(row) },
    { title: 'fields.lastSuccess', value: <Age since={row.executionTimestamp} /> },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { json: true, logs: () => [], remove: true },
});
