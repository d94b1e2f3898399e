import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { clusterLink } from '@/shared/kinds/objectLink';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';
import { accessModesColumn } from './accessModes';

type Claim = Published<'PersistentVolumeClaim'>;

const volume: Column<Claim> = {
  id: 'volume',
  title: 'fields.volume',
  sortBy: 'spec.volumeName',
  secondary: true,
  text: ({ spec }) => spec?.volumeName ?? '',
  render: ({ metadata, spec }) =>
    spec?.volumeName ? (
      <span className="kp-text kp-text--id" title={spec.volumeName}>
        <NameLink
          to={clusterLink(metadata.cluster ?? '', `persistentvolumes/${encodeURIComponent(spec.volumeName)}`)}
          isQuiet
        >
          {spec.volumeName}
        </NameLink>
      </span>
    ) : (
      '–'
    ),
};

const columns = [
  volume,
  textColumn<Claim>('capacity', 'fields.capacity', ({ status }) => status?.capacity?.storage, { numeric: true }),
  accessModesColumn<Claim>(({ spec }) => spec?.accessModes),
  textColumn<Claim>('class', 'fields.storageClass', ({ spec }) => spec?.storageClassName, {
    sortBy: 'spec.storageClassName',
  }),
  textColumn<Claim>('attributesClass', 'fields.attributesClass', ({ spec }) => spec?.volumeAttributesClassName, {
    sortBy: 'spec.volumeAttributesClassName',
    optional: true,
  }),
  textColumn<Claim>('volumeMode', 'fields.volumeMode', ({ spec }) => spec?.volumeMode, {
    sortBy: 'spec.volumeMode',
    wide: true,
  }),
];

export const persistentVolumeClaim = defineKind<Claim>({
  segment: 'persistentvolumeclaims',
  kind: 'PersistentVolumeClaim',
  title: 'kinds.persistentvolumeclaims',
  namespaced: true,
  group: '',
  states: ['Pending', 'Bound', 'Lost'],
  columns,
  empty: { title: 'empty.persistentvolumeclaims.title', body: 'empty.persistentvolumeclaims.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true, isMounted: true },
});
