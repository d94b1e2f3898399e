import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import type { LogPlace } from './question';

/** Where the logs of an object are: its own, of a pod, or those of the pods that it makes. */
export function logPlace(kind: KindDescriptor, row: ListedObject): LogPlace {
  const { cluster = '', namespace = '', name = '' } = row.metadata;
  const containers = kind.can.logs?.(row) ?? [];
  return containers.length > 0
    ? { cluster, namespace, pod: name, containers }
    : { cluster, namespace, group: kind.group, kind: kind.kind, name };
}
