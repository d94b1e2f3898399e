import type { ListedObject } from '@/shared/api/published';

/** The key of a row: `cluster/namespace/name`; a cluster itself is `name//name`. */
export function rowKey({ metadata, kpanda }: ListedObject): string {
  return kpanda?.key ?? `${metadata.cluster || metadata.name}/${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The version that a row shows; empty where its form has none, and then the server tells it as it is. */
export function rowVersion({ metadata }: Partial<ListedObject>): string {
  return String(metadata?.resourceVersion ?? '');
}
