import type { Details } from './Detail';
import { binding, role, serviceAccount, signingRequest } from './access';
import { admissionPolicy, admissionPolicyBinding, apiService, definition, lease, node, webhooks } from './machinery';
import { endpoints, endpointSlice, ingress, ingressClass, service } from './network';
import { limitRange, podDisruptionBudget, priorityClass, resourceQuota, runtimeClass } from './policy';
import {
  csiDriver,
  csiNode,
  csiStorageCapacity,
  persistentVolume,
  persistentVolumeClaim,
  storageClass,
  volumeAttachment,
  volumeAttributesClass,
  volumeSnapshot,
} from './storage';
import { cronJob, daemonSet, deployment, job, podTemplate, replicationController, statefulSet } from './workloads';

const validatingPolicies = 'validatingadmissionpolicies.admissionregistration.k8s.io';
const mutatingPolicies = 'mutatingadmissionpolicies.admissionregistration.k8s.io';

/** What overviews read from the whole object, by kind and group: a custom resource may have the name of any kind. */
const byKind: Readonly<Record<string, Details>> = {
  Node: node,
  Service: service,
  Endpoints: endpoints,
  PersistentVolume: persistentVolume,
  PersistentVolumeClaim: persistentVolumeClaim,
  LimitRange: limitRange,
  ResourceQuota: resourceQuota,
  ServiceAccount: serviceAccount,
  ReplicationController: replicationController,
  PodTemplate: podTemplate,
  'Deployment.apps': deployment,
  'StatefulSet.apps': statefulSet,
  'DaemonSet.apps': daemonSet,
  'Job.batch': job,
  'CronJob.batch': cronJob,
  'PodDisruptionBudget.policy': podDisruptionBudget,
  'EndpointSlice.discovery.k8s.io': endpointSlice,
  'Ingress.networking.k8s.io': ingress,
  'IngressClass.networking.k8s.io': ingressClass,
  'StorageClass.storage.k8s.io': storageClass,
  'VolumeAttachment.storage.k8s.io': volumeAttachment,
  'CSIDriver.storage.k8s.io': csiDriver,
  'CSINode.storage.k8s.io': csiNode,
  'CSIStorageCapacity.storage.k8s.io': csiStorageCapacity,
  'VolumeAttributesClass.storage.k8s.io': volumeAttributesClass,
  'VolumeSnapshot.snapshot.storage.k8s.io': volumeSnapshot,
  'ClusterRole.rbac.authorization.k8s.io': role,
  'RoleBinding.rbac.authorization.k8s.io': binding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding,
  'CertificateSigningRequest.certificates.k8s.io': signingRequest,
  'CustomResourceDefinition.apiextensions.k8s.io': definition,
  'APIService.apiregistration.k8s.io': apiService,
  'Lease.coordination.k8s.io': lease,
  'PriorityClass.scheduling.k8s.io': priorityClass,
  'RuntimeClass.node.k8s.io': runtimeClass,
  'MutatingWebhookConfiguration.admissionregistration.k8s.io': webhooks,
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io': webhooks,
  'ValidatingAdmissionPolicy.admissionregistration.k8s.io': admissionPolicy,
  'MutatingAdmissionPolicy.admissionregistration.k8s.io': admissionPolicy,
  'ValidatingAdmissionPolicyBinding.admissionregistration.k8s.io': admissionPolicyBinding(validatingPolicies),
  'MutatingAdmissionPolicyBinding.admissionregistration.k8s.io': admissionPolicyBinding(mutatingPolicies),
};

export const detailsOf = (kind: string, group: string): Details | undefined =>
  byKind[group === '' ? kind : `${kind}.${group}`];
