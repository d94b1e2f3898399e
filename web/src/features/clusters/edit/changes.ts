import { readAnnotations, readLabels, writePairs, type ClusterFields } from '../form/clusterFields';
import type { Cluster } from '@/shared/api/published';

/** What people gave a cluster, as they would type it. */
export const fieldsOf = ({ metadata, spec }: Cluster): ClusterFields => ({
  aliasName: spec?.aliasName ?? '',
  distribution: '',
  labels: writePairs(metadata.labels, ', '),
  annotations: writePairs(metadata.annotations, '\n'),
  describe: spec?.describe ?? '',
  region: spec?.region ?? '',
  zone: spec?.zone ?? '',
  proxyUrl: spec?.proxyUrl ?? '',
});

/** The body of an update: what differs, in the shapes of the API. */
export function changes(before: ClusterFields, after: ClusterFields): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const field of Object.keys(after) as (keyof ClusterFields)[]) {
    if (after[field] === before[field]) continue;
    if (field === 'labels') body.labels = readLabels(after.labels) ?? {};
    else if (field === 'annotations') body.annotations = readAnnotations(after.annotations) ?? {};
    else body[field] = after[field].trim();
  }
  return body;
}
