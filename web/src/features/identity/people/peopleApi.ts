import { get } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import type { FindSubjects } from '@/shared/people/SubjectPicker';

export type UserInfo = components['schemas']['UserInfo'];
export type GroupInfo = components['schemas']['GroupInfo'];
export type HeldRole = components['schemas']['HeldRole'];

const ghippo = '/apis/ghippo.io/v1alpha1';
const own = '/api/v1';
const part = encodeURIComponent;

export const usersPath = `${ghippo}/users`;
export const userPath = (id: string) => `${usersPath}/${part(id)}`;
export const userByNamePath = (name: string) => `${usersPath}/username/${part(name)}`;
export const userSessionsPath = (id: string) => `${own}/users/${part(id)}/sessions`;
export const userExportPath = `${own}/users/export`;
export const userImportPath = `${own}/users/import`;
export const groupsPath = `${ghippo}/groups`;
export const groupPath = (id: string) => `${groupsPath}/${part(id)}`;
export const groupByNamePath = (name: string) => `${own}/groups/${part(name)}`;
export const groupMemberPath = (group: string, user: string) => `${groupPath(group)}/members/${part(user)}`;

/** Where the roles of a person or group are. */
export const heldRolesPath = (kind: 'User' | 'Group', id: string) =>
  `${kind === 'User' ? userPath(id) : groupPath(id)}/roles`;

/** Everything about people, groups and roles that is read begins with this: a change of one shows in the others. */
export const peopleKey = ['people'] as const;

export const userLink = (name: string) => `/users/${part(name)}`;
export const groupLink = (name: string) => `/groups/${part(name)}`;

/** What somebody is called beside their name; empty where nobody said. In Chinese the family name stands first. */
export const fullName = ({ firstname, lastname }: { firstname: string; lastname: string }): string =>
  chinese.test(firstname + lastname) ? lastname + firstname : [firstname, lastname].filter(Boolean).join(' ');

const chinese = /^\p{Script=Han}+$/u;

/** Finds people and groups for those who may list them. */
export const findPeople: FindSubjects = async (kind, name, pageSize, signal) => {
  const found = await get<{ items: { id: string; name: string }[]; pagination: { total: number } }>(
    `/apis/kpanda.io/v1alpha1/asl/${kind === 'User' ? 'users' : 'groups'}`,
    { name, pageSize },
    signal,
  );
  return { ...found, items: found.items.map(({ id, name: called }) => ({ kind, id, name: called })) };
};
