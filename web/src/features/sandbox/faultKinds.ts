import type { components } from '@/shared/api/generated';

type Schemas = components['schemas'];

export type FaultKind = Schemas['FaultKind'];
export type Fault = Schemas['Fault'];
export type ActiveFault = Schemas['ActiveFault'];
export type SandboxFaults = Schemas['SandboxFaults'];

/** What a fault can be told beside how long it lasts. */
export type FaultField = 'every' | 'seconds' | 'code' | 'node' | 'namespace' | 'resource' | 'webhook' | 'certificate';

/** The faults that there are, and what each needs to know; those of the connection first. */
export const faultFields: Record<FaultKind, readonly FaultField[]> = {
  CutOff: ['every'],
  Frozen: ['every'],
  Slow: ['seconds', 'every'],
  Flapping: ['seconds'],
  TooManyRequests: ['seconds', 'every'],
  Errors: ['code', 'every'],
  ExpiredWatches: ['every'],
  NodeDown: ['node'],
  ClockSkew: ['seconds'],
  ChangedCertificate: ['certificate'],
  FullQuota: ['namespace'],
  FullStorage: ['every'],
  WebhookDown: ['webhook', 'seconds', 'namespace', 'resource', 'every'],
  DataLoss: [],
};

export const faultKinds = Object.keys(faultFields) as FaultKind[];

/** What a form begins with: values that show something without breaking it for long. */
export const faultDefaults = {
  every: '1',
  seconds: '5',
  code: '503',
  node: '',
  namespace: '',
  resource: '',
  webhook: 'TimedOut',
  certificate: 'OtherAuthority',
} as const satisfies Record<FaultField, string>;

/** How long faults may last, in seconds; without end where it is 0. */
export const faultLengths = [60, 300, 1800, 0] as const;

/** The order for the server: what the kind needs, and nothing else. */
export function orderOf(kind: FaultKind, values: Record<FaultField, string>, length: number): Fault {
  const asked = faultFields[kind].filter((field) => values[field] !== '');
  const entries = asked.map((field) => [field, isNumber(field) ? Number(values[field]) : values[field]] as const);
  return { kind, ...Object.fromEntries(entries), ...(length > 0 ? { forSeconds: length } : {}) };
}

export const isNumber = (field: FaultField): boolean => field === 'every' || field === 'seconds' || field === 'code';

/** Whether everything is there that the kind cannot do without. */
export function isComplete(kind: FaultKind, values: Record<FaultField, string>): boolean {
  const fields = faultFields[kind];
  return fields.every((field) => {
    if (isNumber(field)) return values[field].trim() !== '' && Number.isFinite(Number(values[field]));
    if (field === 'node') return values.node !== '';
    return field !== 'namespace' || kind !== 'FullQuota' || values.namespace !== '';
  });
}
