import type { ParseKeys } from 'i18next';
import type { Words } from '@/shared/i18n/words';
import { findKind } from '../pages/findKind';

interface Entry {
  segment: string;
  title: Words;
}

export interface KindGroup {
  id: string;
  title: ParseKeys;
  entries: Entry[];
}

const known = (...segments: string[]): Entry[] =>
  segments.map((segment) => ({ segment, title: findKind(segment)?.title ?? { text: segment } }));

/** Kinds of Kubernetes without words of their own are called as Kubernetes calls them. */
const named = (segment: string, text: string): Entry => ({ segment, title: { text } });

/** Where the kinds of Kubernetes stand in the navigation, inside a cluster and over all of them. */
export const kindGroups: readonly KindGroup[] = [
  {
    id: 'workloads',
    title: 'nav.workloads',
    entries: [
      ...known(
        'deployments',
        'statefulsets',
        'daemonsets',
        'jobs',
        'cronjobs',
        'pods',
        'replicasets',
        'horizontalpodautoscalers',
      ),
      named('poddisruptionbudgets.policy', 'PodDisruptionBudgets'),
    ],
  },
  {
    id: 'network',
    title: 'nav.network',
    entries: [
      ...known('services', 'ingresses', 'networkpolicies'),
      named('endpoints.core', 'Endpoints'),
      named('endpointslices.discovery.k8s.io', 'EndpointSlices'),
      named('ingressclasses.networking.k8s.io', 'IngressClasses'),
    ],
  },
  {
    id: 'storage',
    title: 'nav.storage',
    entries: [
      ...known('persistentvolumeclaims', 'persistentvolumes', 'storageclasses', 'volumesnapshots'),
      named('volumeattachments.storage.k8s.io', 'VolumeAttachments'),
      named('csidrivers.storage.k8s.io', 'CSIDrivers'),
    ],
  },
  {
    id: 'configuration',
    title: 'nav.configuration',
    entries: [
      ...known('configmaps', 'secrets', 'resourcequotas', 'limitranges'),
      named('priorityclasses.scheduling.k8s.io', 'PriorityClasses'),
      named('runtimeclasses.node.k8s.io', 'RuntimeClasses'),
      named('mutatingwebhookconfigurations.admissionregistration.k8s.io', 'MutatingWebhooks'),
      named('validatingwebhookconfigurations.admissionregistration.k8s.io', 'ValidatingWebhooks'),
      named('leases.coordination.k8s.io', 'Leases'),
    ],
  },
  {
    id: 'access',
    title: 'nav.access',
    entries: known('serviceaccounts', 'roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'),
  },
  {
    id: 'custom',
    title: 'nav.custom',
    entries: [
      { segment: 'kinds', title: 'nav.allKinds' },
      ...known('customresourcedefinitions'),
      named('apiservices.apiregistration.k8s.io', 'APIServices'),
    ],
  },
];
