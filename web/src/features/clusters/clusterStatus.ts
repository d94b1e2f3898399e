import type { Cluster, Severity } from '@/shared/api/published';
import type { RowStatus } from '@/shared/kinds/descriptor';

const severityOfPhase: Record<string, Severity> = {
  Running: 'healthy',
  Creating: 'progressing',
  Updating: 'progressing',
  Deleting: 'progressing',
  Failed: 'failing',
  DeleteFailed: 'failing',
  Unknown: 'warning',
};

/** Phase, and why: in the server's words, or in those of the condition that is not as it should be. */
export function clusterStatus({ kpanda, status }: Cluster): RowStatus {
  if (kpanda) return { state: kpanda.state, severity: kpanda.severity, message: kpanda.message };
  const state = status?.phase ?? 'Unknown';
  const broken = status?.conditions?.find((condition) => condition.status === 'False' && condition.message);
  const severity = severityOfPhase[state] ?? 'none';
  return { state, severity, message: severity === 'healthy' ? undefined : broken?.message };
}
