import { isMap } from '@/shared/yaml/json';
import { selectorText } from '../../kinds/selectorText';
import type { Details } from './Detail';
import { at, fieldTable, leaves, mapsAt, pairTable, textAt } from './read';

export const podDisruptionBudget: Details = (object, t) => [
  pairTable(t, t('details.now'), [
    [t('details.allowedNow'), textAt(object, 'status.disruptionsAllowed')],
    [
      t('details.healthyPods'),
      t('details.healthyOf', {
        healthy: textAt(object, 'status.currentHealthy') || '0',
        expected: textAt(object, 'status.expectedPods') || '0',
        desired: textAt(object, 'status.desiredHealthy') || '0',
      }),
    ],
    [t('fields.podSelector'), selectorText(at(object, 'spec.selector') as Parameters<typeof selectorText>[0])],
    ['unhealthyPodEvictionPolicy', textAt(object, 'spec.unhealthyPodEvictionPolicy')],
  ]),
  {
    title: t('details.leaving'),
    columns: [t('kinds.pods'), t('fields.since')],
    rows: leaves(at(object, 'status.disruptedPods') ?? {}),
  },
];

export const limitRange: Details = (object, t) => [
  {
    title: t('fields.limits'),
    columns: [
      t('fields.type'),
      t('fields.resources'),
      t('fields.least'),
      t('fields.most'),
      t('details.defaultRequest'),
      t('fields.defaultLimits'),
      t('details.ratio'),
    ],
    rows: mapsAt(object, 'spec.limits').flatMap((limit) => {
      const amounts = ['min', 'max', 'defaultRequest', 'default', 'maxLimitRequestRatio'] as const;
      const named = (field: string) => {
        const map = at(limit, field);
        return isMap(map) ? map : {};
      };
      const resources = [...new Set(amounts.flatMap((field) => Object.keys(named(field))))].sort();
      return resources.map((resource) => [
        textAt(limit, 'type'),
        resource,
        ...amounts.map((field) => String(named(field)[resource] ?? '')),
      ]);
    }),
  },
];

export const resourceQuota: Details = (object, t) => [
  fieldTable(t, t('details.counted'), object, ['spec.scopes', 'spec.scopeSelector.matchExpressions']),
];

export const priorityClass: Details = (object, t) => [
  fieldTable(t, t('object.facts'), object, ['value', 'globalDefault', 'preemptionPolicy', 'description']),
];

export const runtimeClass: Details = (object, t) => [
  pairTable(t, t('details.overhead'), leaves(at(object, 'overhead.podFixed') ?? {})),
  fieldTable(t, t('details.scheduling'), object, ['scheduling.nodeSelector', 'scheduling.tolerations']),
];
