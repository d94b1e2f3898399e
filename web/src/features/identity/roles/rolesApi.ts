import type { components } from '@/shared/api/generated';

export type RoleInfo = components['schemas']['RoleInfo'];
export type RoleDetail = components['schemas']['RoleDetail'];
export type RoleMember = components['schemas']['RoleMember'];
export type AllPermissions = components['schemas']['AllPermissions'];

const ghippo = '/apis/ghippo.io/v1alpha1';

export const rolesPath = `${ghippo}/roles`;
export const rolePath = (name: string) => `${rolesPath}/${encodeURIComponent(name)}`;
export const roleMembersPath = (name: string) => `${ghippo}/platformroles/${encodeURIComponent(name)}/members`;
export const pointsPath = `${ghippo}/permissions`;
export const roleLink = (name: string) => `/platform-roles/${encodeURIComponent(name)}`;
