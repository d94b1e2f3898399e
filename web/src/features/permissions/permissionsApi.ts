import type { components } from '@/shared/api/generated';

export type Grant = components['schemas']['GrantShape'];
export type GrantPage = components['schemas']['GrantPageShape'];
export type Role = components['schemas']['GrantableRole'];
export type RoleList = components['schemas']['GrantableRoles'];
export type SubjectPage = components['schemas']['SubjectPage'];
export type MyPermissions = components['schemas']['MyPermissions'];
export type AccessList = components['schemas']['AccessList'];
export type AllowedList = components['schemas']['AllowedList'];

const permissions = '/api/v1/permissions';

export const grantsPath = `${permissions}/grants`;
export const grantPath = (id: string) => `${grantsPath}/${encodeURIComponent(id)}`;
export const rolesPath = `${permissions}/roles`;
export const subjectsPath = `${permissions}/subjects`;
export const minePath = `${permissions}/mine`;
export const accessPath = `${permissions}/access`;
export const allowedPath = `${permissions}/allowed`;
export { checkPath } from '@/shared/access/useMay';
export const roleTemplatesPath = '/api/v1/roletemplates';
export const roleTemplatePath = (role: string) => `${roleTemplatesPath}/${encodeURIComponent(role)}`;
export const roleClustersPath = (role: string) => `${roleTemplatePath(role)}/clusters`;

/** Everything that is read here begins with this: what is granted changes all of it. */
export const permissionsKey = ['permissions'] as const;
