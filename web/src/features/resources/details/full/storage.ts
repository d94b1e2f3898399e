import { isMap } from '@/shared/yaml/json';
import { selectorText } from '../../kinds/selectorText';
import { ref, type Details } from './Detail';
import { at, fieldTable, leaves, mapsAt, namespaceOf, pairTable, textAt } from './read';

// Every other map of a PersistentVolume's spec says where its data is.
const notASource = new Set(['capacity', 'claimRef', 'nodeAffinity']);

export const persistentVolume: Details = (object, t) => {
  const spec = at(object, 'spec');
  const source = Object.entries(isMap(spec) ? spec : {}).filter(([key, value]) => isMap(value) && !notASource.has(key));
  return [
    pairTable(
      t,
      t('fields.source'),
      source.flatMap(([key, value]) => leaves(value, key)),
    ),
    {
      title: t('details.reachableFrom'),
      columns: [t('fields.nodeSelector')],
      rows: mapsAt(object, 'spec.nodeAffinity.required.nodeSelectorTerms').map((term) => [
        selectorText(term as Parameters<typeof selectorText>[0]),
      ]),
    },
    fieldTable(t, t('details.policies'), object, ['spec.mountOptions', 'status.lastPhaseTransitionTime']),
  ];
};

export const persistentVolumeClaim: Details = (object, t) => [
  pairTable(t, t('details.amounts'), [
    [t('details.requested'), textAt(object, 'spec.resources.requests.storage')],
    [t('details.limits'), textAt(object, 'spec.resources.limits.storage')],
    [t('fields.capacity'), textAt(object, 'status.capacity.storage')],
  ]),
  pairTable(
    t,
    t('details.filledFrom'),
    leaves(at(object, 'spec.dataSourceRef') ?? at(object, 'spec.dataSource') ?? {}),
  ),
  fieldTable(t, t('fields.selector'), object, ['spec.selector.matchLabels', 'spec.selector.matchExpressions']),
];

export const storageClass: Details = (object, t) => [
  {
    title: t('details.topologies'),
    columns: [t('bulk.key'), t('bulk.value')],
    rows: mapsAt(object, 'allowedTopologies').flatMap((term) =>
      mapsAt(term, 'matchLabelExpressions').map((one) => [textAt(one, 'key'), textAt(one, 'values')]),
    ),
  },
];

export const volumeAttachment: Details = (object, t) => [
  {
    title: t('details.attachment'),
    columns: [t('fields.volume'), t('fields.node')],
    rows: [
      [
        ref('persistentvolumes', textAt(object, 'spec.source.persistentVolumeName')),
        ref('nodes', textAt(object, 'spec.nodeName')),
      ],
    ],
  },
  pairTable(t, t('details.errors'), [
    ['attachError', textAt(object, 'status.attachError.message')],
    ['detachError', textAt(object, 'status.detachError.message')],
  ]),
  pairTable(t, t('details.parameters'), leaves(at(object, 'status.attachmentMetadata') ?? {})),
];

export const csiNode: Details = (object, t) => [
  {
    title: t('details.drivers'),
    columns: [t('fields.name'), t('details.nodeId'), t('details.topologyKeys'), t('details.most')],
    rows: mapsAt(object, 'spec.drivers').map((driver) => [
      textAt(driver, 'name'),
      textAt(driver, 'nodeID'),
      textAt(driver, 'topologyKeys'),
      textAt(driver, 'allocatable.count'),
    ]),
  },
];

export const csiDriver: Details = (object, t) => [
  fieldTable(
    t,
    t('details.policies'),
    object,
    ['fsGroupPolicy', 'seLinuxMount', 'volumeLifecycleModes', 'nodeAllocatableUpdatePeriodSeconds'].map(
      (field) => `spec.${field}`,
    ),
  ),
];

export const csiStorageCapacity: Details = (object, t) => [
  {
    title: t('fields.capacity'),
    columns: [t('fields.storageClass'), t('fields.capacity'), t('details.largestVolume'), t('details.reachableFrom')],
    rows: [
      [
        ref('storageclasses', textAt(object, 'storageClassName')),
        textAt(object, 'capacity'),
        textAt(object, 'maximumVolumeSize'),
        selectorText(at(object, 'nodeTopology') as Parameters<typeof selectorText>[0]),
      ],
    ],
  },
];

export const volumeAttributesClass: Details = (object, t) => [
  pairTable(t, t('details.parameters'), leaves(at(object, 'parameters') ?? {})),
];

export const volumeSnapshot: Details = (object, t) => [
  {
    title: t('fields.source'),
    columns: [t('fields.claim'), t('fields.snapshotContent')],
    rows: [
      [
        ref('persistentvolumeclaims', textAt(object, 'spec.source.persistentVolumeClaimName'), namespaceOf(object)),
        ref(
          'volumesnapshotcontents.snapshot.storage.k8s.io',
          textAt(object, 'status.boundVolumeSnapshotContentName') ||
            textAt(object, 'spec.source.volumeSnapshotContentName'),
        ),
      ],
    ],
  },
  fieldTable(t, t('details.policies'), object, ['status.readyToUse', 'status.creationTime', 'status.restoreSize']),
  pairTable(t, t('details.errors'), [['error', textAt(object, 'status.error.message')]]),
];
