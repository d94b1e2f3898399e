import type { components } from '@/shared/api/generated';
import type { AllPermissions, RoleDetail } from './rolesApi';

/** One thing that a role can allow. */
export interface Point {
  key: string;
  /** As the API names it. */
  point: components['schemas']['PermissionPoint'];
  /** What it is called. */
  title: string;
  /** Keys of what it is of no use without. */
  needs: readonly string[];
  /** Whether the person holds it, and so may put it into a role. */
  isHeld: boolean;
}

/** Points with the same resource. */
export interface PointGroup {
  /** Product, category and resource, as they are called. */
  path: readonly [string, string, string];
  points: readonly Point[];
}

const keyOf = ({ gproduct, resourceType, action }: components['schemas']['PermissionPoint']) =>
  `${gproduct}/${resourceType}/${action}`;

/** All points of the platform, by resource. */
export function pointGroups({ gproductPerms }: AllPermissions): PointGroup[] {
  return gproductPerms.flatMap(({ gproduct, authscopePerms }) =>
    authscopePerms.flatMap(({ categoryPerms }) =>
      categoryPerms.flatMap(({ category, resourcePerms }) =>
        resourcePerms.map(({ resourceType, actions }): PointGroup => ({
          path: [gproduct.localizedName, category.localizedName, resourceType.localizedName],
          points: actions.map(({ action, dependPerms, held }): Point => {
            const point = { gproduct: gproduct.gproduct, resourceType: resourceType.name, action: action.name };
            return {
              key: keyOf(point),
              point,
              title: action.localizedName,
              needs: dependPerms.map(keyOf),
              isHeld: held,
            };
          }),
        })),
      ),
    ),
  );
}

/** The keys of the points that a role holds. */
export const heldKeys = ({ gproductPerms }: RoleDetail): string[] =>
  gproductPerms.flatMap(({ gproduct, categoryPerms }) =>
    categoryPerms.flatMap(({ resourcePerms }) =>
      resourcePerms.flatMap(({ resourceType, actions }) =>
        actions.map((action) =>
          keyOf({ gproduct: gproduct.gproduct, resourceType: resourceType.name, action: action.name }),
        ),
      ),
    ),
  );

/** Chooses a point with all that it needs, or takes it away with all that needs it. */
export function choose(groups: readonly PointGroup[], chosen: ReadonlySet<string>, key: string, isChosen: boolean) {
  const all = groups.flatMap(({ points }) => points);
  const next = new Set(chosen);
  const visit = (each: string) => {
    if (next.has(each) === isChosen) return;
    if (isChosen) next.add(each);
    else next.delete(each);
    const others = isChosen
      ? (all.find((point) => point.key === each)?.needs ?? [])
      : all.filter(({ needs }) => needs.includes(each)).map((point) => point.key);
    others.forEach(visit);
  };
  visit(key);
  return next;
}

/** The groups in whose names, or in the names of whose points, a text stands. */
export const matching = (groups: readonly PointGroup[], text: string): PointGroup[] =>
  groups.filter(({ path, points }) =>
    [...path, ...points.map(({ title }) => title)].some((word) =>
      word.toLowerCase().includes(text.trim().toLowerCase()),
    ),
  );
