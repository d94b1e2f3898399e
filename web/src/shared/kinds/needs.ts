import type { Question } from '@/shared/access/useMay';
import type { ListedObject } from '@/shared/api/published';
import type { KindDescriptor } from './descriptor';

/** A collection with its group behind a dot, as rights name it: `deployments.apps`. */
export const collectionOf = ({ segment, group }: Pick<KindDescriptor, 'segment' | 'group'>): string => {
  const plural = segment.split('.')[0] ?? segment;
  return group ? `${plural}.${group}` : plural;
};

/** What it takes to do this with an object. A Namespace is in itself. */
export function objectNeeds(kind: KindDescriptor, { metadata }: ListedObject, verb: string): Question {
  const { cluster = '', namespace = '', name } = metadata;
  return { verb, resource: collectionOf(kind), cluster, namespace, name };
}

/** What it takes to do this with the part of a pod, such as its log. */
export const podNeeds = ({ metadata }: ListedObject, verb: string, part: string, name?: string): Question => ({
  verb,
  resource: `pods/${part}`,
  cluster: metadata.cluster ?? '',
  namespace: metadata.namespace ?? '',
  name: name ?? metadata.name,
});
