import { refusalOf, useMay } from '@/shared/access/useMay';

/** Why the person may not do something with users, groups or platform roles; empty where they may, undefined while that is not known. */
export function usePlatformRefusal(resource: 'users' | 'groups' | 'roles', verb: string): string | undefined {
  return refusalOf(useMay({ verb, resource: `${resource}.ghippo.io` }));
}
