import type { PasswordDemands } from '../../session';

/** What a new password must be, and whether one is; `null` where only the server knows. */
export interface PasswordRule {
  id: 'length' | 'name' | 'email' | 'digits' | 'uppercase' | 'lowercase' | 'special' | 'recent';
  count: number;
  isMet: boolean | null;
}

const shortest = 8;

/** The rules that count here, judged as the server does: by UTF-16 units. */
export function passwordRules(password: string, demands: PasswordDemands): PasswordRule[] {
  const { minimumLength, maximumLength, name, email, notRecentlyUsed } = demands;
  const units = password.split('');
  const classes = [
    ['digits', /\p{Nd}/u],
    ['uppercase', /\p{Lu}/u],
    ['lowercase', /\p{Ll}/u],
    ['special', /[^\p{L}\p{Nd}]/u],
  ] as const;
  const hasName = name !== '' && password.toLowerCase().includes(name.toLowerCase());
  const rules: PasswordRule[] = [
    {
      id: 'length',
      count: minimumLength,
      isMet: password.length >= minimumLength && password.length <= maximumLength,
    },
    { id: 'name', count: 0, isMet: password !== '' && !(hasName && password.length < name.length + shortest) },
    ...classes
      .filter(([id]) => demands[id] > 0)
      .map(([id, kind]): PasswordRule => ({
        id,
        count: demands[id],
        isMet: units.filter((unit) => kind.test(unit)).length >= demands[id],
      })),
  ];
  if (email)
    rules.push({ id: 'email', count: 0, isMet: password !== '' && password.toLowerCase() !== email.toLowerCase() });
  if (notRecentlyUsed > 0) rules.push({ id: 'recent', count: notRecentlyUsed, isMet: null });
  return rules;
}

/** Whether nothing speaks against it but what only the server knows. */
export const isAllowed = (password: string, demands: PasswordDemands) =>
  passwordRules(password, demands).every(({ isMet }) => isMet !== false);
