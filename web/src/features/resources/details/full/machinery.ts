import type { JsonMap } from '@/shared/yaml/json';
import { ref, type Cell, type Details } from './Detail';
import { at, fieldTable, mapsAt, pairTable, textAt } from './read';

function clientOf(hook: JsonMap): Cell {
  const service = at(hook, 'clientConfig.service');
  const name = textAt(service, 'name');
  if (!name) return textAt(hook, 'clientConfig.url');
  const words = `${textAt(service, 'namespace')}/${name}:${textAt(service, 'port') || '443'}${textAt(service, 'path')}`;
  return ref('services', name, textAt(service, 'namespace'), words);
}

/** What a rule of a webhook or policy is asked about: `CREATE, UPDATE apps/deployments`. */
const ruleText = (rule: JsonMap): string => {
  const groups = at(rule, 'apiGroups');
  const group = (Array.isArray(groups) ? groups : []).map((one) => one || 'core').join('|');
  return `${textAt(rule, 'operations')} ${group}/${textAt(rule, 'resources')}`;
};

const rulesAt = (object: JsonMap, path: string): string => mapsAt(object, path).map(ruleText).join('; ');

export const webhooks: Details = (object, t) => [
  {
    title: t('details.webhooks'),
    columns: [
      t('fields.name'),
      t('details.asks'),
      t('details.askedAbout'),
      t('details.onFailure'),
      t('details.timeout'),
      t('details.onlyWhere'),
    ],
    rows: mapsAt(object, 'webhooks').map((hook) => [
      textAt(hook, 'name'),
      clientOf(hook),
      rulesAt(hook, 'rules'),
      textAt(hook, 'failurePolicy') || 'Fail',
      `${textAt(hook, 'timeoutSeconds') || '10'} s`,
      [
        textAt(hook, 'namespaceSelector.matchLabels'),
        textAt(hook, 'namespaceSelector.matchExpressions'),
        textAt(hook, 'objectSelector.matchLabels'),
        mapsAt(hook, 'matchConditions')
          .map((condition) => textAt(condition, 'expression'))
          .join(' && '),
      ]
        .filter(Boolean)
        .join('; '),
    ]),
  },
];

export const admissionPolicy: Details = (object, t) => [
  {
    title: t('details.askedAbout'),
    columns: [t('details.rule')],
    rows: mapsAt(object, 'spec.matchConstraints.resourceRules').map((rule) => [ruleText(rule)]),
  },
  {
    title: t('details.validations'),
    columns: [t('details.expression'), t('fields.message'), t('fields.reason')],
    rows: mapsAt(object, 'spec.validations').map((one) => [
      textAt(one, 'expression'),
      textAt(one, 'message') || textAt(one, 'messageExpression'),
      textAt(one, 'reason'),
    ]),
  },
  {
    title: t('details.mutations'),
    columns: [t('fields.type'), t('details.expression')],
    rows: mapsAt(object, 'spec.mutations').map((one) => [
      textAt(one, 'patchType'),
      textAt(one, 'applyConfiguration.expression') || textAt(one, 'jsonPatch.expression'),
    ]),
  },
  fieldTable(t, t('details.policies'), object, [
    'spec.failurePolicy',
    'spec.paramKind.apiVersion',
    'spec.paramKind.kind',
    'spec.reinvocationPolicy',
  ]),
];

export const admissionPolicyBinding =
  (policies: string): Details =>
  (object, t) => [
    {
      title: t('details.policies'),
      columns: [t('fields.name'), t('details.actions')],
      rows: [[ref(policies, textAt(object, 'spec.policyName')), textAt(object, 'spec.validationActions')]],
    },
    fieldTable(t, t('details.onlyWhere'), object, [
      'spec.paramRef.name',
      'spec.paramRef.namespace',
      'spec.matchResources.namespaceSelector',
      'spec.matchResources.objectSelector',
    ]),
  ];

export const apiService: Details = (object, t) => {
  const name = textAt(object, 'spec.service.name');
  return [
    {
      title: t('details.servedBy'),
      columns: [t('fields.serviceName'), t('details.port')],
      rows: name
        ? [
            [
              ref(
                'services',
                name,
                textAt(object, 'spec.service.namespace'),
                `${textAt(object, 'spec.service.namespace')}/${name}`,
              ),
              textAt(object, 'spec.service.port') || '443',
            ],
          ]
        : [[t('details.local'), '']],
    },
    fieldTable(
      t,
      t('object.facts'),
      object,
      ['group', 'version', 'groupPriorityMinimum', 'versionPriority', 'insecureSkipTLSVerify'].map(
        (field) => `spec.${field}`,
      ),
    ),
  ];
};

export const lease: Details = (object, t) => [
  fieldTable(
    t,
    t('details.held'),
    object,
    [
      'holderIdentity',
      'acquireTime',
      'renewTime',
      'leaseDurationSeconds',
      'leaseTransitions',
      'strategy',
      'preferredHolder',
    ].map((field) => `spec.${field}`),
  ),
];

export const definition: Details = (object, t) => [
  fieldTable(t, t('details.itsNames'), object, [
    'spec.names.kind',
    'spec.names.plural',
    'spec.names.singular',
    'spec.names.shortNames',
    'spec.names.categories',
    'spec.conversion.strategy',
    'status.storedVersions',
  ]),
  {
    title: t('details.printerColumns'),
    columns: [t('fields.version'), t('fields.name'), t('fields.type'), t('details.path')],
    rows: mapsAt(object, 'spec.versions').flatMap((version) =>
      mapsAt(version, 'additionalPrinterColumns').map((column) => [
        textAt(version, 'name'),
        textAt(column, 'name'),
        textAt(column, 'type'),
        textAt(column, 'jsonPath'),
      ]),
    ),
  },
];

export const node: Details = (object, t) => {
  const capacity = at(object, 'status.capacity') as JsonMap | undefined;
  const allocatable = at(object, 'status.allocatable') as JsonMap | undefined;
  return [
    {
      title: t('fields.capacity'),
      columns: [t('fields.resources'), t('fields.capacity'), t('details.allocatable')],
      rows: Object.entries(capacity ?? {}).map(([name, amount]) => [
        name,
        String(amount),
        String(allocatable?.[name] ?? ''),
      ]),
    },
    pairTable(t, t('details.daemons'), [['kubelet', textAt(object, 'status.daemonEndpoints.kubeletEndpoint.Port')]]),
  ];
};
