import { ApiError } from '@/shared/api/ApiError';

/** What is said about somebody and can be changed. */
export interface UserFields {
  firstname: string;
  lastname: string;
  email: string;
  description: string;
}

export const noFields: UserFields = { firstname: '', lastname: '', email: '', description: '' };

const namePattern = /^[a-z0-9]([a-z0-9._@-]{0,61}[a-z0-9])?$/;

/** Which rule a name breaks; null where it breaks none. The server asks the same, and whether the name is free. */
export function nameFault(name: string): 'reserved' | 'invalid' | null {
  if (/^(system|kpanda):/i.test(name)) return 'reserved';
  return namePattern.test(name) ? null : 'invalid';
}

/** What an address lacks; an empty one lacks nothing. */
export function emailFault(email: string): 'invalid' | null {
  const at = email.indexOf('@');
  const isAddress = at > 0 && at < email.length - 1 && email.length <= 254 && !/\s/.test(email);
  return email === '' || isAddress ? null : 'invalid';
}

/** The field that the server found fault with, where it is one of those that are shown. */
export function faultyField<Name extends string>(error: Error | null, known: readonly Name[]): Name | undefined {
  return error instanceof ApiError ? known.find((name) => name === error.field) : undefined;
}
