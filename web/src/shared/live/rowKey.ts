import type { ListedObject } from '@/shared/api/published';

/** The key of a row: `cluster/namespace/name`; a cluster itself is `name//name`. */
export function rowKey({ metadata, kpanda }: ListedObject): string {
  return kpanda?.key ?? `${metadata.cluster || metadata.name}/${metadata.namespace ?? ''}/${metadata.name}`;
}
