import type { ListedObject } from '@/shared/api/published';

const part = encodeURIComponent;

export interface ObjectPlace {
  cluster: string;
  namespace?: string;
  segment: string;
  name: string;
}

/** The page of an object: the address reads like the navigation. */
export function objectLink({ cluster, namespace, segment, name }: ObjectPlace): string {
  const place = namespace ? `/clusters/${part(cluster)}/namespaces/${part(namespace)}` : `/clusters/${part(cluster)}`;
  return `${place}/${segment}/${part(name)}`;
}

export const rowPlace = (segment: string, { metadata }: ListedObject): ObjectPlace => ({
  cluster: metadata.cluster ?? '',
  namespace: metadata.namespace || undefined,
  segment,
  name: metadata.name,
});

export const clusterLink = (cluster: string, page = ''): string => `/clusters/${part(cluster)}${page && `/${page}`}`;

export const namespaceLink = (cluster: string, namespace: string): string =>
  objectLink({ cluster, segment: 'namespaces', name: namespace });
