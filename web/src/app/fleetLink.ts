import { workloadKinds } from '@/features/workloads/kinds';

const workloads = new Set<string>(workloadKinds.map(({ segment }) => segment));

/** The list of a kind over all clusters: workloads have addresses of their own. Null where there is none. */
export const fleetLink = (segment: string): string | null => {
  if (segment === 'kinds') return '/kinds';
  if (segment === notKept) return null;
  return `${workloads.has(segment) ? '/workloads' : '/kinds'}/${segment}`;
};

/** The index does not keep it: it is asked of one cluster at a time. */
const notKept = 'leases.coordination.k8s.io';
