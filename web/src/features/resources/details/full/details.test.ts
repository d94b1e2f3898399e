import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { workloadKinds } from '@/features/workloads/kinds';
import type { JsonMap } from '@/shared/yaml/json';
import { parse } from 'yaml';
import { resourceKinds } from '../../kinds';
import { detailsOf } from '.';
import type { Cell } from './Detail';

const words = (cell: Cell) => (typeof cell === 'string' ? cell : `${cell.words} → ${cell.segment}/${cell.name}`);

/** The tables of an object as lines of text; tables without rows are not shown. */
const told = (kind: string, group: string, yaml: string) =>
  (detailsOf(kind, group)?.(parse(yaml) as JsonMap, i18next.t) ?? [])
    .filter(({ rows }) => rows.length > 0)
    .flatMap(({ title, rows }) => [`# ${title}`, ...rows.map((row) => row.map(words).join(' | '))]);

describe('the overview of', () => {
  it.each<[kind: string, group: string, yaml: string, lines: string[]]>([
    [
      'PodDisruptionBudget',
      'policy',
      `spec: {minAvailable: 2, selector: {matchLabels: {app: cart}}}
status: {disruptionsAllowed: 1, currentHealthy: 3, desiredHealthy: 2, expectedPods: 4, disruptedPods: {cart-1: "2026-01-01T00:00:00Z"}}`,
      [
        '# Now',
        'Pods that may be evicted now | 1',
        'Healthy pods | 3 of 4, 2 must be',
        'Pod selector | app=cart',
        '# Being evicted',
        'cart-1 | 2026-01-01T00:00:00Z',
      ],
    ],
    [
      'EndpointSlice',
      'discovery.k8s.io',
      `metadata: {namespace: shop, labels: {kubernetes.io/service-name: cart}}
endpoints:
- {addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: cart-1, namespace: shop}, nodeName: worker-1, zone: a}
- {addresses: [10.0.0.2], conditions: {ready: false}}
- {addresses: [10.0.0.3], conditions: {ready: false, serving: true, terminating: true}}
- {addresses: [10.0.0.4]}
ports: [{name: http, port: 8080}]`,
      [
        '# Endpoints',
        '10.0.0.1 | Ready | cart-1 → pods/cart-1 | worker-1 → nodes/worker-1 | a',
        '10.0.0.2 | Not ready |  |  | ',
        '10.0.0.3 | Terminating, still serving |  |  | ',
        '10.0.0.4 | Ready |  |  | ',
        '# Ports',
        'http | 8080/TCP | ',
        '# Service',
        'cart → services/cart',
      ],
    ],
    [
      'PersistentVolume',
      '',
      `spec:
  capacity: {storage: 1Gi}
  claimRef: {name: data, namespace: shop}
  csi: {driver: disk.example.com, volumeHandle: v-1, volumeAttributes: {tier: fast}}
  mountOptions: [noatime]
  nodeAffinity: {required: {nodeSelectorTerms: [{matchExpressions: [{key: zone, operator: In, values: [a]}]}]}}`,
      [
        '# Source',
        'csi.driver | disk.example.com',
        'csi.volumeHandle | v-1',
        'csi.volumeAttributes.tier | fast',
        '# Reachable from',
        'zone In (a)',
        '# Policies',
        'mountOptions | noatime',
      ],
    ],
    [
      'PersistentVolumeClaim',
      '',
      `spec: {resources: {requests: {storage: 2Gi}}, dataSourceRef: {kind: VolumeSnapshot, name: s-1}}
status: {capacity: {storage: 1Gi}}`,
      ['# Amounts', 'Requested | 2Gi', 'Capacity | 1Gi', '# Filled from', 'kind | VolumeSnapshot', 'name | s-1'],
    ],
    [
      'LimitRange',
      '',
      'spec: {limits: [{type: Container, max: {cpu: 2}, default: {cpu: 500m, memory: 1Gi}, defaultRequest: {cpu: 100m}}]}',
      ['# Limits', 'Container | cpu |  | 2 | 100m | 500m | ', 'Container | memory |  |  |  | 1Gi | '],
    ],
    ['ResourceQuota', '', 'spec: {scopes: [NotTerminating]}', ['# What is counted', 'scopes | NotTerminating']],
    [
      'CronJob',
      'batch',
      'spec: {concurrencyPolicy: Forbid, failedJobsHistoryLimit: 0, jobTemplate: {spec: {backoffLimit: 3}}}',
      ['# Policies', 'concurrencyPolicy | Forbid', 'failedJobsHistoryLimit | 0', 'jobTemplate.spec.backoffLimit | 3'],
    ],
    [
      'StatefulSet',
      'apps',
      `spec:
  podManagementPolicy: Parallel
  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}}]`,
      [
        '# Policies',
        'podManagementPolicy | Parallel',
        '# Claims of each pod',
        'data | 1Gi | ReadWriteOnce | fast → storageclasses/fast',
      ],
    ],
    [
      'StorageClass',
      'storage.k8s.io',
      'allowedTopologies: [{matchLabelExpressions: [{key: zone, values: [a, b]}]}]',
      ['# Only in these places', 'zone | a, b'],
    ],
    [
      'Ingress',
      'networking.k8s.io',
      `metadata: {namespace: shop}
spec: {defaultBackend: {service: {name: cart, port: {number: 80}}}, tls: [{hosts: [shop.example.com], secretName: cert}]}`,
      ['# Where everything else goes', 'cart:80 → services/cart', '# TLS', 'shop.example.com | cert → secrets/cert'],
    ],
    [
      'ServiceAccount',
      '',
      'automountServiceAccountToken: false\nimagePullSecrets: [{name: pull}]',
      ['# Policies', 'automountServiceAccountToken | false', '# Secrets for pulling images', 'pull → secrets/pull'],
    ],
    [
      'RoleBinding',
      'rbac.authorization.k8s.io',
      'subjects: [{kind: ServiceAccount, name: bot, namespace: shop}, {kind: Group, name: devs}]',
      ['# Who has the role', 'ServiceAccount | bot → serviceaccounts/bot | shop', 'Group | devs | '],
    ],
    [
      'CustomResourceDefinition',
      'apiextensions.k8s.io',
      'spec: {names: {kind: Cart, plural: carts}, versions: [{name: v1, additionalPrinterColumns: [{name: Wheels, type: integer, jsonPath: .spec.wheels}]}]}',
      ['# Names', 'names.kind | Cart', 'names.plural | carts', '# Columns', 'v1 | Wheels | integer | .spec.wheels'],
    ],
    [
      'RuntimeClass',
      'node.k8s.io',
      'overhead: {podFixed: {cpu: 100m}}\nscheduling: {nodeSelector: {sandbox: "yes"}}',
      ['# Overhead of each pod', 'cpu | 100m', '# Where it may run', 'scheduling.nodeSelector | sandbox=yes'],
    ],
    [
      'PriorityClass',
      'scheduling.k8s.io',
      'value: 1000\nglobalDefault: false\ndescription: For carts.',
      ['# Details', 'value | 1000', 'globalDefault | false', 'description | For carts.'],
    ],
    [
      'ValidatingWebhookConfiguration',
      'admissionregistration.k8s.io',
      `webhooks:
- name: carts.example.com
  clientConfig: {service: {namespace: shop, name: guard, path: /check}}
  rules: [{operations: [CREATE, UPDATE], apiGroups: ["", apps], resources: [pods, deployments]}]
  failurePolicy: Ignore
  timeoutSeconds: 5
  namespaceSelector: {matchLabels: {guarded: "yes"}}`,
      [
        '# Webhooks',
        'carts.example.com | shop/guard:443/check → services/guard | CREATE, UPDATE core|apps/pods, deployments | Ignore | 5 s | guarded=yes',
      ],
    ],
    [
      'ValidatingAdmissionPolicy',
      'admissionregistration.k8s.io',
      `spec:
  failurePolicy: Fail
  matchConstraints: {resourceRules: [{operations: [CREATE], apiGroups: [apps], resources: [deployments]}]}
  validations: [{expression: object.spec.replicas <= 5, message: Too many.}]`,
      [
        '# Asked about',
        'CREATE apps/deployments',
        '# Validations',
        'object.spec.replicas <= 5 | Too many. | ',
        '# Policies',
        'failurePolicy | Fail',
      ],
    ],
    [
      'APIService',
      'apiregistration.k8s.io',
      'spec: {group: metrics.k8s.io, version: v1beta1, service: {namespace: kube-system, name: metrics-server}}',
      [
        '# Served by',
        'kube-system/metrics-server → services/metrics-server | 443',
        '# Details',
        'group | metrics.k8s.io',
        'version | v1beta1',
      ],
    ],
    [
      'CertificateSigningRequest',
      'certificates.k8s.io',
      'spec: {signerName: kubernetes.io/kube-apiserver-client, username: jane, groups: [devs], usages: [client auth]}',
      [
        '# What is asked for',
        'signerName | kubernetes.io/kube-apiserver-client',
        'username | jane',
        'groups | devs',
        'usages | client auth',
      ],
    ],
    [
      'Lease',
      'coordination.k8s.io',
      'spec: {holderIdentity: worker-1, leaseDurationSeconds: 40}',
      ['# Who holds it', 'holderIdentity | worker-1', 'leaseDurationSeconds | 40'],
    ],
    [
      'VolumeSnapshot',
      'snapshot.storage.k8s.io',
      `metadata: {namespace: shop}
spec: {source: {persistentVolumeClaimName: data}}
status: {readyToUse: false, error: {message: No space.}}`,
      [
        '# Source',
        'data → persistentvolumeclaims/data | ',
        '# Policies',
        'readyToUse | false',
        '# Errors',
        'error | No space.',
      ],
    ],
    [
      'VolumeAttachment',
      'storage.k8s.io',
      `spec: {source: {persistentVolumeName: pv-1}, nodeName: worker-1}
status: {attachError: {message: Timed out.}}`,
      [
        '# Attachment',
        'pv-1 → persistentvolumes/pv-1 | worker-1 → nodes/worker-1',
        '# Errors',
        'attachError | Timed out.',
      ],
    ],
    [
      'Node',
      '',
      'status: {capacity: {cpu: "4", pods: "110"}, allocatable: {cpu: 3900m}}',
      ['# Capacity', 'cpu | 4 | 3900m', 'pods | 110 | '],
    ],
    [
      'ReplicationController',
      '',
      'spec: {template: {spec: {containers: [{name: web, image: "nginx:1", ports: [{containerPort: 80}], resources: {requests: {cpu: 1}}}]}}}',
      ['# Containers', 'web | nginx:1 | 80/TCP | cpu=1 | '],
    ],
  ])('a %s.%s says what an operator looks for', (kind, group, yaml, lines) =>
    expect(told(kind, group, yaml)).toEqual(lines),
  );

  it.each(['Node', 'Lease.coordination.k8s.io', 'ValidatingWebhookConfiguration.admissionregistration.k8s.io'])(
    'an odd %s is no fault',
    (name) => {
      const [kind = '', ...group] = name.split('.');
      for (const odd of ['{}', 'spec: 1\nstatus: []', 'webhooks: [null, 3, {rules: 1}]\nstatus: {capacity: null}'])
        expect(() => told(kind, group.join('.'), odd)).not.toThrow();
    },
  );

  it('every kind that the console knows has its particulars, or a place that says all of it', () => {
    // Published shapes are drawn by KindDetails; settings have a tab of their own; of the rest the facts say all there is.
    const elsewhere = ['Pod', 'ReplicaSet', 'Role', 'NetworkPolicy', 'HorizontalPodAutoscaler', 'ConfigMap', 'Secret'];
    const byFacts = ['Namespace', 'Event', 'ControllerRevision'];
    const without = [...workloadKinds, ...resourceKinds]
      .filter(({ kind, group }) => !detailsOf(kind, group))
      .map(({ kind }) => kind);
    expect(without.sort()).toEqual([...elsewhere, ...byFacts].sort());
  });
});
