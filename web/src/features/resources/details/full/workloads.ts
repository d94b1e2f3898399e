import { ref, type Details } from './Detail';
import { fieldTable, mapsAt, textAt } from './read';

const policies =
  (...paths: string[]): Details =>
  (object, t) => [
    fieldTable(
      t,
      t('details.policies'),
      object,
      paths.map((path) => `spec.${path}`),
    ),
  ];

export const deployment = policies(
  'strategy.type',
  'strategy.rollingUpdate.maxSurge',
  'strategy.rollingUpdate.maxUnavailable',
  'minReadySeconds',
  'progressDeadlineSeconds',
  'revisionHistoryLimit',
);

export const daemonSet = policies(
  'updateStrategy.type',
  'updateStrategy.rollingUpdate.maxSurge',
  'updateStrategy.rollingUpdate.maxUnavailable',
  'minReadySeconds',
  'revisionHistoryLimit',
);

const statefulSetPolicies = policies(
  'podManagementPolicy',
  'updateStrategy.type',
  'updateStrategy.rollingUpdate.partition',
  'updateStrategy.rollingUpdate.maxUnavailable',
  'persistentVolumeClaimRetentionPolicy.whenDeleted',
  'persistentVolumeClaimRetentionPolicy.whenScaled',
  'minReadySeconds',
  'revisionHistoryLimit',
);

export const statefulSet: Details = (object, t) => [
  ...statefulSetPolicies(object, t),
  {
    title: t('details.claimTemplates'),
    columns: [t('fields.name'), t('details.requested'), t('fields.accessModes'), t('fields.storageClass')],
    rows: mapsAt(object, 'spec.volumeClaimTemplates').map((claim) => [
      textAt(claim, 'metadata.name'),
      textAt(claim, 'spec.resources.requests.storage'),
      textAt(claim, 'spec.accessModes'),
      ref('storageclasses', textAt(claim, 'spec.storageClassName')),
    ]),
  },
];

export const job = policies(
  'completionMode',
  'backoffLimit',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
  'activeDeadlineSeconds',
  'ttlSecondsAfterFinished',
  'podReplacementPolicy',
  'suspend',
);

export const cronJob = policies(
  'concurrencyPolicy',
  'startingDeadlineSeconds',
  'successfulJobsHistoryLimit',
  'failedJobsHistoryLimit',
  'jobTemplate.spec.completions',
  'jobTemplate.spec.parallelism',
  'jobTemplate.spec.backoffLimit',
  'jobTemplate.spec.activeDeadlineSeconds',
  'jobTemplate.spec.ttlSecondsAfterFinished',
);

/** The containers of kinds whose pods have no published shape. */
const template =
  (path: string): Details =>
  (object, t) => [
    {
      title: t('object.tab.containers'),
      columns: [t('fields.name'), t('fields.image'), t('fields.ports'), t('details.requests'), t('details.limits')],
      rows: mapsAt(object, `${path}.spec.containers`).map((container) => [
        textAt(container, 'name'),
        textAt(container, 'image'),
        mapsAt(container, 'ports')
          .map((port) => `${textAt(port, 'containerPort')}/${textAt(port, 'protocol') || 'TCP'}`)
          .join(', '),
        textAt(container, 'resources.requests'),
        textAt(container, 'resources.limits'),
      ]),
    },
  ];

export const replicationController = template('spec.template');
export const podTemplate = template('template');
