import { queryString } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';

export type AuditInfo = components['schemas']['AuditInfo'];

/** What narrows the list, by the names in the address of the page. */
export const auditFilters = ['user', 'cluster', 'kind', 'name', 'verb', 'outcome', 'from', 'to'] as const;
export type AuditFilter = (typeof auditFilters)[number];

const root = '/apis/ghippo.io/v1alpha3/audits';

/** Whether the address asks for calls of the native API, or for those of console and product API. */
export const isKube = (parameters: URLSearchParams) => parameters.get('via') === 'kube';

export const auditPath = (parameters: URLSearchParams) => (isKube(parameters) ? `${root}/kube` : root);

/** The query of the API for the address of the page. */
export function auditQuery(parameters: URLSearchParams): Record<string, string> {
  const value = (name: AuditFilter) => parameters.get(name) ?? '';
  return {
    searchUser: value('user'),
    clusterName: value('cluster'),
    sourceType: value('kind'),
    sourceName: value('name'),
    verb: value('verb'),
    status: value('outcome'),
    start: moment(value('from')),
    end: moment(value('to')),
  };
}

/** Where the same list is as CSV. */
export const exportAddress = (parameters: URLSearchParams) =>
  `${auditPath(parameters)}/export${queryString(auditQuery(parameters))}`;

// The field for times has the person's own time zone, the API none but UTC.
function moment(local: string): string {
  const time = new Date(local);
  return local === '' || Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
