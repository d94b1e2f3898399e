import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type VolumeSnapshot = Published<'VolumeSnapshot'>;

const columns = [
  textColumn<VolumeSnapshot>('source', 'fields.claim', ({ spec }) => spec?.source?.persistentVolumeClaimName, {
    sortBy: 'spec.source.persistentVolumeClaimName',
  }),
  textColumn<VolumeSnapshot>(
    'content',
    'fields.snapshotContent',
    ({ spec }) => spec?.source?.volumeSnapshotContentName,
    { sortBy: 'spec.source.volumeSnapshotContentName', optional: true },
  ),
  textColumn<VolumeSnapshot>('class', 'fields.class', ({ spec }) => spec?.volumeSnapshotClassName, {
    sortBy: 'spec.volumeSnapshotClassName',
  }),
  textColumn<VolumeSnapshot>('size', 'fields.capacity', ({ status }) => status?.restoreSize, { numeric: true }),
];

export const volumeSnapshot = defineKind<VolumeSnapshot>({
  segment: 'volumesnapshots',
  kind: 'VolumeSnapshot',
  title: 'kinds.volumesnapshots',
  namespaced: true,
  group: 'snapshot.storage.k8s.io',
  states: ['Ready', 'Pending', 'Failed', 'Terminating'],
  columns,
  empty: { title: 'empty.volumesnapshots.title', body: 'empty.volumesnapshots.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
