const root = '/apis/kpanda.io/v1alpha1';
const part = encodeURIComponent;

export const clustersPath = `${root}/clusters`;
export const clusterPath = (cluster: string) => `${clustersPath}/${part(cluster)}`;
export const clusterCheckPath = (cluster: string) => `/api/v1/clusters/${part(cluster)}/check`;

/** What kinds there are, over all clusters or inside one. */
export const kindsPath = (cluster?: string) => (cluster ? `${clusterPath(cluster)}/kinds` : `${root}/asl/kinds`);

/** The list of a kind over all clusters, or inside one. */
export const listPath = (segment: string, cluster?: string) =>
  cluster ? `${clusterPath(cluster)}/${segment}` : `${root}/asl/${segment}`;

export interface ObjectAddress {
  cluster: string;
  namespace?: string;
  segment: string;
  name: string;
}

/** One object, in the published shape of its kind. */
export function objectPath({ cluster, namespace, segment, name }: ObjectAddress): string {
  const place = namespace ? `${clusterPath(cluster)}/namespaces/${part(namespace)}` : clusterPath(cluster);
  return `${place}/${segment}/${part(name)}`;
}

/** The object as the member holds it. */
export const objectJsonPath = (address: ObjectAddress) => `${objectPath(address)}/json`;

export const namespacedListPath = (cluster: string, namespace: string, segment: string) =>
  `${clusterPath(cluster)}/namespaces/${part(namespace)}/${segment}`;

export const createResourcesPath = (cluster: string, namespace: string) =>
  namespacedListPath(cluster, namespace, 'resources');

/** What a cluster says of the fields of a kind. */
export function schemaPath(cluster: string, apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return `/api/v1/clusters/${part(cluster)}/schemas/${part(group ?? '')}/${part(version ?? '')}/${part(kind)}`;
}

/** What belongs to an object, and what it belongs to. */
export const relationsPath = (cluster: string) => `/api/v1/clusters/${part(cluster)}/relations`;

/** What an object uses now. */
export function usagePath({ cluster, namespace, segment, name }: ObjectAddress, kind: string): string {
  const place = `/api/v1/clusters/${part(cluster)}`;
  if (!namespace) return `${place}/${segment}/${part(name)}/usage`;
  const object = segment === 'pods' ? 'pods' : `workloads/${kind}`;
  return `${place}/namespaces/${part(namespace)}/${object}/${part(name)}/usage`;
}

export const clusterUsagePath = (cluster: string) => `/api/v1/clusters/${part(cluster)}/usage`;
