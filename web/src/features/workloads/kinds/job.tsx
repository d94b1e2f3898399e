import type { Condition, Workload } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import type { Column } from '@/shared/list/descriptor';
import { Age } from '@/shared/time/Age';
import { formatAge } from '@/shared/time/formatAge';
import { parseTimestamp } from '@/shared/time/timestamp';
import { Images } from './Images';
import { ReadyCount } from './ReadyCount';
import { containerColumn, imageColumn, selectorColumn } from './columns';

const completionsText = ({ spec, status }: Workload) => `${status?.succeed ?? 0}/${spec?.completions ?? 1}`;

const completions = ({ spec, status }: Workload) => (
  <ReadyCount ready={status?.succeed} wanted={spec?.completions ?? 1} />
);

const isOver = ({ status }: Workload) => status?.phase === 'Completed' || status?.phase === 'Failed';

/** How long it ran; of one that failed Kubernetes tells the beginning alone, until its conditions say more. */
function ran(row: Workload): number | undefined {
  const start = parseTimestamp(row.status?.startTime);
  const conditions = (row.status?.conditions ?? []) as Condition[];
  const failed = conditions.find(({ type, status }) => type === 'Failed' && status === 'True');
  const end = parseTimestamp(row.executionTimestamp) ?? parseTimestamp(failed?.lastTransitionTime);
  return start !== null && end !== null ? end - start : undefined;
}

const duration: Column<Workload> = {
  id: 'duration',
  title: 'fields.duration',
  sortBy: 'duration',
  numeric: true,
  text: (row) => (ran(row) === undefined ? '' : formatAge(ran(row) ?? 0)),
  render: (row) => {
    const took = ran(row);
    if (took !== undefined) return <span className="kp-number">{formatAge(took)}</span>;
    return isOver(row) ? '–' : <Age since={row.status?.startTime} />;
  },
};

export const job = defineKind<Workload>({
  segment: 'jobs',
  kind: 'Job',
  title: 'kinds.jobs',
  namespaced: true,
  group: 'batch',
  states: ['Waiting', 'Running', 'Completed', 'Failed', 'Deleting'],
  columns: [
    {
      id: 'completions',
      title: 'fields.completions',
      sortBy: 'completions',
      numeric: true,
      text: completionsText,
      render: completions,
    },
    duration,
    containerColumn,
    imageColumn,
    selectorColumn,
  ],
  empty: { title: 'empty.jobs.title', body: 'empty.jobs.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.completions', value: completions(row) },
    { title: 'fields.duration', value: duration.render(row) },
    { title: 'fields.parallelism', value: row.spec?.parallelism ?? 1 },
    { title: 'fields.active', value: row.status?.active ?? 0 },
    { title: 'fields.failed', value: row.status?.failed ?? 0 },
    { title: 'fields.images', value: <Images pod={row.spec?.template?.spec} /> },
  ],
  can: { ownsPods: true, json: true, logs: () => [], remove: true },
});
