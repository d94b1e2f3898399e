import { fuzzyScore } from '@/shared/fuzzy/fuzzyScore';
import { type PaletteGroup, type PaletteItem } from './PaletteItem';

export interface RankedGroup {
  group: PaletteGroup;
  items: PaletteItem[];
}

const mostOfAGroup = 8;

/** What fits what was typed, by groups; the group with the best match first. Objects come ranked from the server. */
export function rankItems(
  typed: string,
  recent: PaletteItem[],
  fixed: PaletteItem[],
  found: PaletteItem[],
): RankedGroup[] {
  if (typed.trim() === '') {
    const here = fixed.filter(({ group }) => group === 'page');
    const pages = fixed.filter(({ group }) => group === 'pages');
    return toGroups([...recent, ...here, ...pages]);
  }
  const matches = [...recent, ...fixed]
    .map((item) => ({ item, score: scoreOf(item, typed) }))
    .filter(({ score }) => score !== null)
    .sort((left, right) => (right.score ?? 0) - (left.score ?? 0))
    .map(({ item }) => item);
  const seen = new Set(found.map(({ to }) => to));
  const others = matches.filter(({ group, to }) => group !== 'recent' || !seen.has(to));
  // A name that was typed in full is looked for; words of the console itself are better matches than parts of names.
  const isNamed = found[0]?.title.toLowerCase() === typed.trim().toLowerCase();
  return isNamed ? toGroups([...found, ...others]) : toGroups([...others, ...found]);
}

const scoreOf = ({ title, hint = '' }: PaletteItem, typed: string): number | null =>
  fuzzyScore(title, typed) ?? (/\s/.test(typed.trim()) ? fuzzyScore(`${title} ${hint}`, typed) : null);

/** Groups stand in the order of their first item. */
function toGroups(items: PaletteItem[]): RankedGroup[] {
  const groups = new Map<PaletteGroup, PaletteItem[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups].map(([group, all]) => ({
    group,
    items: all.slice(0, group === 'objects' ? undefined : mostOfAGroup),
  }));
}
