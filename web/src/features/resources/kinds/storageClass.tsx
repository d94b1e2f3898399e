import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type StorageClass = Published<'StorageClass'>;

const defaultClass = 'storageclass.kubernetes.io/is-default-class';

const columns = [
  textColumn<StorageClass>('provisioner', 'fields.provisioner', ({ provisioner }) => provisioner),
  textColumn<StorageClass>('policy', 'fields.reclaimPolicy', ({ reclaimPolicy }) => reclaimPolicy, {
    sortBy: 'reclaimPolicy',
  }),
  textColumn<StorageClass>('binding', 'fields.bindingMode', ({ volumeBindingMode }) => volumeBindingMode, {
    sortBy: 'volumeBindingMode',
  }),
  textColumn<StorageClass>('expansion', 'fields.expansion', ({ allowVolumeExpansion }) => allowVolumeExpansion),
  textColumn<StorageClass>(
    'default',
    'fields.default',
    ({ metadata }) => metadata.annotations?.[defaultClass] === 'true',
  ),
];

export const storageClass = defineKind<StorageClass>({
  segment: 'storageclasses',
  kind: 'StorageClass',
  title: 'kinds.storageclasses',
  namespaced: false,
  group: 'storage.k8s.io',
  columns,
  empty: { title: 'empty.storageclasses.title', body: 'empty.storageclasses.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
