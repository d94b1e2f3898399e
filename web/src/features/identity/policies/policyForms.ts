import type { components } from '@/shared/api/generated';
import type { Words } from '@/shared/i18n/words';

type Schemas = components['schemas'];
type PasswordItems = Schemas['PasswordPolicyItems'];

/** What a policy says, by field: numbers as they are shown, switches, and one of several words. */
export type PolicyValues = Record<string, number | boolean | string>;

/** A number of a policy, in the unit that people think in. */
export interface PolicyNumber {
  name: string;
  label: Words;
  least: number;
  most: number;
  /** Only while this switch is on. */
  when?: string;
}

/** A policy: what can be chosen, and how the API says it. */
export interface PolicyForm {
  id: 'password' | 'lockout' | 'secondFactor' | 'sessions' | 'perPerson';
  path: string;
  switches: readonly { name: string; label: Words }[];
  numbers: readonly PolicyNumber[];
  choice?: { name: string; label: Words; options: readonly (readonly [value: string, label: Words])[] };
  read(body: never): PolicyValues;
  write(values: PolicyValues): object;
}

const prefix = '/apis/ghippo.io/v1alpha1/securitypolicy';
const minute = 60;
const inMinutes = (seconds: number | undefined) => Math.round((seconds ?? 0) / minute);
const inSeconds = (minutes: PolicyValues[string] | undefined) => Number(minutes) * minute;
const day = 24 * 60;

const labels = {
  minimumLength: 'MinimumLengthLabel',
  digits: 'DigitsLabel',
  uppercase: 'UppercaseCharactersLabel',
  lowercase: 'LowercaseCharactersLabel',
  special: 'SpecialCharactersLabel',
  notRecentlyUsed: 'NotRecentlyUsedLabel',
  expireDays: 'ExpirePasswordLabel',
} as const;

/** The policies, in the order in which they are shown. The limits are the server's, which has the last word. */
export const policyForms: readonly PolicyForm[] = [
  {
    id: 'password',
    path: `${prefix}/password`,
    switches: [{ name: 'notEmail', label: 'securityPolicies.password.notEmail' }],
    numbers: [
      { name: 'minimumLength', label: 'securityPolicies.password.minimumLength', least: 8, most: 64 },
      { name: 'digits', label: 'securityPolicies.password.digits', least: 0, most: 16 },
      { name: 'uppercase', label: 'securityPolicies.password.uppercase', least: 0, most: 16 },
      { name: 'lowercase', label: 'securityPolicies.password.lowercase', least: 0, most: 16 },
      { name: 'special', label: 'securityPolicies.password.special', least: 0, most: 16 },
      { name: 'notRecentlyUsed', label: 'securityPolicies.password.notRecentlyUsed', least: 0, most: 10 },
      { name: 'expireDays', label: 'securityPolicies.password.expireDays', least: 0, most: 3650 },
    ],
    read: ({ items }: PasswordItems) => ({
      ...Object.fromEntries(
        Object.entries(labels).map(([name, label]) => [
          name,
          Number(items?.find(({ type }) => type === label)?.value ?? 0),
        ]),
      ),
      notEmail: items?.some(({ type, value }) => type === 'NotEmailLabel' && value !== 'false') ?? false,
    }),
    write: (values) => ({
      items: [
        ...Object.entries(labels)
          .filter(([name]) => Number(values[name]) > 0)
          .map(([name, type]) => ({ type, value: String(values[name]) })),
        { type: 'NotUsernameLabel', value: 'true' },
        ...(values.notEmail ? [{ type: 'NotEmailLabel', value: 'true' }] : []),
      ],
    }),
  },
  {
    id: 'secondFactor',
    path: `${prefix}/mfa`,
    switches: [],
    numbers: [],
    choice: {
      name: 'requiredFor',
      label: 'securityPolicies.secondFactor.choice',
      options: [
        ['nobody', 'securityPolicies.option.nobody'],
        ['administrators', 'securityPolicies.option.administrators'],
        ['all', 'securityPolicies.option.all'],
      ],
    },
    read: ({ enabled, requiredFor }: Schemas['MfaPolicy']) => ({
      requiredFor: enabled ? (requiredFor ?? 'all') : 'nobody',
    }),
    write: ({ requiredFor }) => (requiredFor === 'nobody' ? { enabled: false } : { enabled: true, requiredFor }),
  },
  {
    id: 'lockout',
    path: `${prefix}/accountlockout`,
    switches: [{ name: 'enabled', label: 'securityPolicies.lockout.enabled' }],
    numbers: [
      {
        name: 'maxLoginFailures',
        label: 'securityPolicies.lockout.maxLoginFailures',
        least: 1,
        most: 100,
        when: 'enabled',
      },
      { name: 'longestWait', label: 'securityPolicies.lockout.longestWait', least: 1, most: day, when: 'enabled' },
      {
        name: 'forgottenAfter',
        label: 'securityPolicies.lockout.forgottenAfter',
        least: 1,
        most: day,
        when: 'enabled',
      },
    ],
    read: (body: Schemas['AccountLockout']) => ({
      enabled: body.enabled ?? false,
      maxLoginFailures: body.maxLoginFailures ?? 0,
      longestWait: inMinutes(body.maxFailuresWaitSeconds),
      forgottenAfter: inMinutes(body.failureResetSeconds),
    }),
    write: (values) => ({
      enabled: values.enabled,
      maxLoginFailures: values.maxLoginFailures,
      maxFailuresWaitSeconds: inSeconds(values.longestWait),
      failureResetSeconds: inSeconds(values.forgottenAfter),
    }),
  },
  {
    id: 'sessions',
    path: `${prefix}/sessiontimeout`,
    switches: [],
    numbers: [
      { name: 'idle', label: 'securityPolicies.sessions.idle', least: 5, most: 7 * day },
      { name: 'lifetime', label: 'securityPolicies.sessions.lifetime', least: 10, most: 30 * day },
    ],
    read: (body: Schemas['SessionTimeout']) => ({
      idle: inMinutes(body.timeoutSeconds),
      lifetime: inMinutes(body.lifetimeSeconds),
    }),
    write: ({ idle, lifetime }) => ({ timeoutSeconds: inSeconds(idle), lifetimeSeconds: inSeconds(lifetime) }),
  },
  {
    id: 'perPerson',
    path: `${prefix}/sessionlimit/user`,
    switches: [{ name: 'enabled', label: 'securityPolicies.perPerson.enabled' }],
    numbers: [{ name: 'number', label: 'securityPolicies.perPerson.number', least: 1, most: 1000, when: 'enabled' }],
    read: (body: Schemas['UserSessionLimit']) => ({ enabled: body.enabled ?? false, number: body.number ?? 0 }),
    write: ({ enabled, number }) => ({ enabled, number }),
  },
];

/** What somebody typed, as a whole number within the limits; null for anything else. */
export function numberOf(text: string, { least, most }: PolicyNumber): number | null {
  if (!/^\d{1,7}$/.test(text.trim())) return null;
  const number = Number(text);
  return number >= least && number <= most ? number : null;
}
