import type { ParseKeys } from 'i18next';
import { selectorText } from '@/features/resources/kinds/selectorText';
import type { Workload, WorkloadStatus } from '@/shared/api/published';
import { textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { Images } from './Images';

export const imageColumn: Column<Workload> = {
  id: 'images',
  title: 'fields.images',
  sortBy: 'spec.template.spec.containers[].image',
  secondary: true,
  text: ({ spec }) => (spec?.template?.spec?.containers ?? []).map(({ image }) => image ?? '').join(', '),
  render: ({ spec }) => <Images pod={spec?.template?.spec} />,
};

const containersOf = ({ spec }: Workload) => (spec?.template?.spec?.containers ?? []).map(({ name }) => name);

/** Wide columns of kubectl that few people want to see all day. */
export const containerColumn = textColumn<Workload>('containers', 'fields.containers', containersOf, {
  sortBy: 'spec.template.spec.containers[].name',
  optional: true,
});

export const selectorColumn = textColumn<Workload>(
  'selector',
  'fields.selector',
  ({ spec }) => spec?.selector && selectorText(spec.selector),
  { optional: true },
);

const count = (
  id: 'updated' | 'available' | 'current',
  title: ParseKeys,
  read: (status: WorkloadStatus) => number | undefined,
) =>
  textColumn<Workload>(id, title, ({ status }) => read(status ?? {}) ?? 0, {
    sortBy: id,
    numeric: true,
    secondary: true,
  });

export const updatedColumn = count(
  'updated',
  'fields.updated',
  ({ updatedReplicas, updatedNumberScheduled }) => updatedReplicas ?? updatedNumberScheduled,
);

export const availableColumn = count(
  'available',
  'fields.available',
  ({ availableReplicas, numberAvailable }) => availableReplicas ?? numberAvailable,
);

export const currentColumn = count(
  'current',
  'fields.current',
  ({ replicas, currentNumberScheduled }) => replicas ?? currentNumberScheduled,
);

/** Ready of wanted, for files. */
export const readyText = (row: Workload): string => `${row.status?.readyReplicas ?? 0}/${replicas(row)}`;

export const replicas = ({ spec, status }: Workload): number => spec?.replicas ?? status?.replicas ?? 0;

export const workloadStates = ['Running', 'Waiting', 'Not_Ready', 'Stopped', 'Deleting'] as const;
