import type { components } from '@/shared/api/generated';

export type AuditKeepDays = components['schemas']['AuditKeepDays'];
export type AuditCleared = components['schemas']['AuditCleared'];

/** The two records that are kept: of console and product API, and of the native API of clusters. */
export type AuditRecordName = 'platform' | 'kube';

const root = '/apis/ghippo.io/v1alpha3/audits';

export const keepPath = '/apis/ghippo.io/v1alpha1/audits/clear';
export const keepKey = ['audit-keep'] as const;
export const setKeepPath = (record: AuditRecordName) => `${root}/set-auto-clear${record === 'kube' ? '/kube' : ''}`;
export const clearPath = (record: AuditRecordName) => `${root}${record === 'kube' ? '/kube' : ''}/clear`;

/** What was typed as a number of days; null where it is none. */
export function daysOf(text: string): number | null {
  const days = Number(text);
  return Number.isInteger(days) && days >= 1 && days <= 36_500 ? days : null;
}
