/** The page that this one hangs below: an object's list, a list's cluster, a cluster's fleet. Null at the top. */
export function pageAbove(pathname: string): string | null {
  const parts = pathname.split('/').filter(Boolean);
  if (parts.length === 0) return null;
  const [root, cluster, first, , kind] = parts;
  if (root !== 'clusters' || parts.length === 1) return '/';
  if (parts.length === 2) return '/clusters';
  if (parts.length === 3) return `/clusters/${cluster}`;
  // Objects of a namespace stand in the list of their kind, which is that of the cluster.
  return first === 'namespaces' && kind ? `/clusters/${cluster}/${kind}` : `/clusters/${cluster}/${first}`;
}
