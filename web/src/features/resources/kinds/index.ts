import { configMap } from './configMap';
import { controllerRevision } from './controllerRevision';
import { customResourceDefinition } from './customResourceDefinition';
import { event } from './event';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { ingress } from './ingress';
import { limitRange } from './limitRange';
import { namespace } from './namespace';
import { networkPolicy } from './networkPolicy';
import { node } from './node';
import { persistentVolume } from './persistentVolume';
import { persistentVolumeClaim } from './persistentVolumeClaim';
import { resourceQuota } from './resourceQuota';
import { clusterRoleBinding, roleBinding } from './roleBindings';
import { clusterRole, role } from './roles';
import { secret } from './secret';
import { service } from './service';
import { serviceAccount } from './serviceAccount';
import { storageClass } from './storageClass';
import { volumeSnapshot } from './volumeSnapshot';

export const resourceKinds = [
  node,
  namespace,
  event,
  service,
  ingress,
  networkPolicy,
  persistentVolumeClaim,
  persistentVolume,
  storageClass,
  volumeSnapshot,
  configMap,
  secret,
  resourceQuota,
  limitRange,
  horizontalPodAutoscaler,
  serviceAccount,
  role,
  roleBinding,
  clusterRole,
  clusterRoleBinding,
  customResourceDefinition,
  controllerRevision,
] as const;
