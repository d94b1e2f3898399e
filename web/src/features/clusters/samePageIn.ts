import { clusterLink } from '@/shared/kinds/objectLink';

/** The page of this address in another cluster: the same list, or the list of the kind where an object was open. */
export function samePageIn(pathname: string, cluster: string): string {
  const [, , , ...rest] = pathname.split('/');
  const [first = '', , kind] = rest;
  if (first === 'namespaces' && kind) return clusterLink(cluster, kind);
  return clusterLink(cluster, first);
}
