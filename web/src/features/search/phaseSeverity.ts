import { clusterStatus } from '@/features/clusters/clusterStatus';
import type { Severity } from '@/shared/api/published';

/** How bad a phase of a cluster is: the same judgement as in lists. */
export const phaseSeverity = (phase: string): Severity =>
  clusterStatus({ metadata: { name: '' }, status: { phase: phase as 'Running' } }).severity;
