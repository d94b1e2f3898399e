import { isMap, type Json, type JsonMap } from './json';
import { choose, compare, type Difference, type Side } from './threeWay';
import { readYaml, writeYaml } from './yamlText';

/** The three versions of an object that an edit met: as it was opened, as it is now, and as the person wants it. */
export interface ThreeVersions {
  /** YAML texts as the editor has them. */
  before: string;
  theirs: string;
  yours: string;
}

/** What somebody has to look at, and what needs nobody. */
export interface ObjectDifferences {
  conflicts: Difference[];
  /** Changed by one side alone: it stands unless somebody chooses otherwise. */
  others: Difference[];
}

/** Where the versions differ, without what the cluster keeps itself. */
export function differencesOf({ before, theirs, yours }: ThreeVersions): ObjectDifferences {
  const all = compare(edited(before), edited(theirs), edited(yours));
  return {
    conflicts: all.filter(({ by }) => by === 'conflict'),
    // The status is the cluster's own news.
    others: all.filter(({ by, path }) => by === 'yours' || (by === 'theirs' && path[0] !== 'status')),
  };
}

/** The merged object as YAML, in the version that it is in now. */
export function mergedYaml(
  { theirs }: ThreeVersions,
  { conflicts, others }: ObjectDifferences,
  sideOf: (one: Difference) => Side,
): string {
  const now = readYaml(theirs).value ?? null;
  return writeYaml(choose(now, [...conflicts, ...others], sideOf));
}

/** Versions and counters always differ and never are an edit. */
function edited(text: string): Json {
  const value = readYaml(text).value ?? null;
  if (!isMap(value) || !isMap(value.metadata)) return value;
  const metadata: JsonMap = { ...value.metadata };
  delete metadata.resourceVersion;
  delete metadata.generation;
  return { ...value, metadata };
}
