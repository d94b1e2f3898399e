import type { Workload } from '@/shared/api/published';
import type { Column } from '@/shared/list/descriptor';
import { Images } from './Images';

export const imageColumn: Column<Workload> = {
  id: 'images',
  title: 'fields.images',
  secondary: true,
  text: ({ spec }) => (spec?.template?.spec?.containers ?? []).map(({ image }) => image ?? '').join(', '),
  render: ({ spec }) => <Images pod={spec?.template?.spec} />,
};

/** Ready of wanted, for files. */
export const readyText = (row: Workload): string => `${row.status?.readyReplicas ?? 0}/${replicas(row)}`;

export const replicas = ({ spec, status }: Workload): number => spec?.replicas ?? status?.replicas ?? 0;

export const workloadStates = ['Running', 'Waiting', 'Not_Ready', 'Stopped', 'Deleting'] as const;
