import type { TFunction } from 'i18next';
import type { JsonMap } from '@/shared/yaml/json';
import { ref, type Details } from './Detail';
import { at, fieldTable, mapsAt, namespaceOf, textAt, textOf } from './read';

const targetOf = (address: JsonMap) => {
  const [kind, name] = [textAt(address, 'targetRef.kind'), textAt(address, 'targetRef.name')];
  return kind === 'Pod' ? ref('pods', name, textAt(address, 'targetRef.namespace')) : name && `${kind} ${name}`;
};

/** Absent conditions count as true, as clients must take them. */
function readyWords(t: TFunction, endpoint: JsonMap): string {
  if (at(endpoint, 'conditions.terminating') === true)
    return t(at(endpoint, 'conditions.serving') === false ? 'details.terminating' : 'details.terminatingServing');
  return t(at(endpoint, 'conditions.ready') === false ? 'details.notReady' : 'details.ready');
}

export const endpointSlice: Details = (object, t) => [
  {
    title: t('details.endpoints'),
    columns: [t('details.addresses'), t('fields.status'), t('fields.target'), t('fields.node'), t('fields.zone')],
    rows: mapsAt(object, 'endpoints').map((endpoint) => [
      textAt(endpoint, 'addresses'),
      readyWords(t, endpoint),
      targetOf(endpoint),
      ref('nodes', textAt(endpoint, 'nodeName')),
      textAt(endpoint, 'zone'),
    ]),
  },
  portTable(t, mapsAt(object, 'ports')),
  {
    title: t('fields.serviceName'),
    columns: [t('fields.name')],
    rows: [textOf((at(object, 'metadata.labels') as JsonMap | undefined)?.['kubernetes.io/service-name'])]
      .filter(Boolean)
      .map((name) => [ref('services', name, namespaceOf(object))]),
  },
];

const portTable = (t: TFunction, ports: readonly JsonMap[]) => ({
  title: t('fields.ports'),
  columns: [t('fields.name'), t('details.port'), t('details.appProtocol')],
  rows: ports.map((port) => [
    textAt(port, 'name'),
    `${textAt(port, 'port') || '*'}/${textAt(port, 'protocol') || 'TCP'}`,
    textAt(port, 'appProtocol'),
  ]),
});

export const endpoints: Details = (object, t) => {
  const subsets = mapsAt(object, 'subsets');
  const rows = (path: string, words: string) =>
    subsets.flatMap((subset) =>
      mapsAt(subset, path).map((address) => [
        textAt(address, 'ip') || textAt(address, 'hostname'),
        words,
        targetOf(address),
        ref('nodes', textAt(address, 'nodeName')),
      ]),
    );
  return [
    {
      title: t('details.endpoints'),
      columns: [t('details.addresses'), t('fields.status'), t('fields.target'), t('fields.node')],
      rows: [...rows('notReadyAddresses', t('details.notReady')), ...rows('addresses', t('details.ready'))],
    },
    portTable(
      t,
      subsets.flatMap((subset) => mapsAt(subset, 'ports')),
    ),
  ];
};

export const ingress: Details = (object, t) => {
  const namespace = namespaceOf(object);
  const backend = textAt(object, 'spec.defaultBackend.service.name');
  const port =
    textAt(object, 'spec.defaultBackend.service.port.name') ||
    textAt(object, 'spec.defaultBackend.service.port.number');
  return [
    {
      title: t('details.defaultBackend'),
      columns: [t('fields.backends')],
      rows: backend ? [[ref('services', backend, namespace, `${backend}:${port}`)]] : [],
    },
    {
      title: 'TLS',
      columns: [t('fields.hosts'), t('details.certificate')],
      rows: mapsAt(object, 'spec.tls').map((tls) => [
        textAt(tls, 'hosts') || '*',
        ref('secrets', textAt(tls, 'secretName'), namespace),
      ]),
    },
  ];
};

export const ingressClass: Details = (object, t) => [
  fieldTable(
    t,
    t('details.parameters'),
    object,
    ['apiGroup', 'kind', 'name', 'scope', 'namespace'].map((field) => `spec.parameters.${field}`),
  ),
];

export const service: Details = (object, t) => [
  fieldTable(
    t,
    t('details.policies'),
    object,
    [
      'sessionAffinity',
      'externalTrafficPolicy',
      'internalTrafficPolicy',
      'trafficDistribution',
      'ipFamilyPolicy',
      'ipFamilies',
      'clusterIPs',
      'loadBalancerClass',
      'loadBalancerSourceRanges',
      'allocateLoadBalancerNodePorts',
      'healthCheckNodePort',
      'publishNotReadyAddresses',
    ].map((field) => `spec.${field}`),
  ),
];
