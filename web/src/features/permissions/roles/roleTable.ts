import type { components } from '@/shared/api/generated';

export type RoleTemplate = components['schemas']['RoleTemplateShape'];
export type RoleTemplateList = components['schemas']['RoleTemplateList'];
export type RoleRollout = components['schemas']['RoleRolloutList'];
export type TemplateRule = components['schemas']['TemplateRule'];

/** What was changed about a role, as long as it is not saved. */
export interface RoleChanges {
  additions: readonly TemplateRule[];
  subtractions: readonly TemplateRule[];
}

/** The verbs that `*` stands for. */
export const roleVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'] as const;

export type RoleVerb = (typeof roleVerbs)[number];

/** Where a right of a role comes from, or that it was taken away. */
export type Origin = 'builtIn' | 'added' | 'removed';

/** What a role may with one kind: a row of its table. */
export interface RoleRow {
  /** Empty for the core group. */
  group: string;
  /** With its part behind a slash; a path for what is no kind. */
  resource: string;
  /** The only objects; empty for all. */
  names: readonly string[];
  isPath: boolean;
  verbs: Partial<Record<RoleVerb, Origin>>;
}

const verbsOf = (rule: TemplateRule): readonly RoleVerb[] =>
  rule.verbs?.includes('*') ? roleVerbs : roleVerbs.filter((verb) => rule.verbs?.includes(verb));

interface Place {
  group: string;
  resource: string;
  isPath: boolean;
}

const placesOf = (rule: TemplateRule): Place[] => [
  ...(rule.apiGroups ?? []).flatMap((group) =>
    (rule.resources ?? []).map((resource) => ({ group, resource, isPath: false })),
  ),
  ...(rule.nonResourceURLs ?? []).map((resource) => ({ group: '', resource, isPath: true })),
];

/** The table of a role: built in, added, and what was taken away again. By group and kind. */
export function roleTable(builtIn: readonly TemplateRule[], { additions, subtractions }: RoleChanges): RoleRow[] {
  const rows = new Map<string, RoleRow>();
  const put = (rule: TemplateRule, origin: 'builtIn' | 'added') => {
    const names = rule.resourceNames ?? [];
    for (const place of placesOf(rule)) {
      const key = JSON.stringify([place.isPath, place.group, place.resource, names]);
      const row = rows.get(key) ?? { ...place, names, verbs: {} };
      for (const verb of verbsOf(rule)) row.verbs[verb] ??= origin;
      rows.set(key, row);
    }
  };
  for (const rule of builtIn) put(rule, 'builtIn');
  for (const rule of additions) put(rule, 'added');
  for (const rule of subtractions) {
    for (const { group, resource } of placesOf(rule)) {
      for (const row of rows.values()) {
        if (row.isPath || row.group !== group || row.resource !== resource) continue;
        for (const verb of verbsOf(rule)) if (row.verbs[verb]) row.verbs[verb] = 'removed';
      }
    }
  }
  return [...rows.values()].sort(
    (a, b) =>
      Number(a.isPath) - Number(b.isPath) || a.group.localeCompare(b.group) || a.resource.localeCompare(b.resource),
  );
}

/** A right that comes or goes. */
export interface Difference {
  group: string;
  resource: string;
  names: readonly string[];
  gained: RoleVerb[];
  lost: RoleVerb[];
}

/** What becomes other for everybody who holds the role, when its changes become others. */
export function roleDifference(builtIn: readonly TemplateRule[], before: RoleChanges, after: RoleChanges) {
  const held = (rows: RoleRow[]) =>
    new Map(rows.map((row) => [JSON.stringify([row.group, row.resource, row.names]), row] as const));
  const [old, next] = [held(roleTable(builtIn, before)), held(roleTable(builtIn, after))];
  const has = (row: RoleRow | undefined, verb: RoleVerb) =>
    row?.verbs[verb] !== undefined && row.verbs[verb] !== 'removed';
  const found: Difference[] = [];
  for (const [key, { group, resource, names }] of new Map([...old, ...next])) {
    const gained = roleVerbs.filter((verb) => !has(old.get(key), verb) && has(next.get(key), verb));
    const lost = roleVerbs.filter((verb) => has(old.get(key), verb) && !has(next.get(key), verb));
    if (gained.length + lost.length > 0) found.push({ group, resource, names, gained, lost });
  }
  return found;
}

/** A rule in one line, as people read it: `get, list secrets`. */
export const ruleText = (rule: TemplateRule): string =>
  `${(rule.verbs ?? []).join(', ')} ${placesOf(rule)
    .map(({ group, resource }) => (group ? `${resource}.${group}` : resource))
    .join(', ')}${rule.resourceNames?.length ? ` (${rule.resourceNames.join(', ')})` : ''}`;
