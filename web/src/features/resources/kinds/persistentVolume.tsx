import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { objectLink } from '@/shared/kinds/objectLink';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';
import { accessModesColumn } from './accessModes';

type Volume = Published<'PersistentVolume'>;

const claim: Column<Volume> = {
  id: 'claim',
  title: 'fields.claim',
  sortBy: 'claim',
  text: ({ spec }) => (spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''),
  render: ({ metadata, spec }) =>
    spec?.claimRef?.name ? (
      <NameLink
        to={objectLink({
          cluster: metadata.cluster ?? '',
          namespace: spec.claimRef.namespace,
          segment: 'persistentvolumeclaims',
          name: spec.claimRef.name,
        })}
        isQuiet
      >
        {spec.claimRef.namespace}/{spec.claimRef.name}
      </NameLink>
    ) : (
      '–'
    ),
};

const columns = [
  textColumn<Volume>('capacity', 'fields.capacity', ({ spec }) => spec?.capacity?.storage, { numeric: true }),
  accessModesColumn<Volume>(({ spec }) => spec?.accessModes),
  textColumn<Volume>('policy', 'fields.reclaimPolicy', ({ spec }) => spec?.persistentVolumeReclaimPolicy, {
    sortBy: 'spec.persistentVolumeReclaimPolicy',
  }),
  claim,
  textColumn<Volume>('class', 'fields.storageClass', ({ spec }) => spec?.storageClassName, {
    sortBy: 'spec.storageClassName',
    secondary: true,
  }),
  textColumn<Volume>('attributesClass', 'fields.attributesClass', ({ spec }) => spec?.volumeAttributesClassName, {
    sortBy: 'spec.volumeAttributesClassName',
    optional: true,
  }),
  textColumn<Volume>('volumeMode', 'fields.volumeMode', ({ spec }) => spec?.volumeMode, {
    sortBy: 'spec.volumeMode',
    wide: true,
  }),
];

export const persistentVolume = defineKind<Volume>({
  segment: 'persistentvolumes',
  kind: 'PersistentVolume',
  title: 'kinds.persistentvolumes',
  namespaced: false,
  group: '',
  states: ['Pending', 'Available', 'Bound', 'Released', 'Failed'],
  columns,
  empty: { title: 'empty.persistentvolumes.title', body: 'empty.persistentvolumes.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
