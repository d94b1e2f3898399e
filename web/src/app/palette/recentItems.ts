import { readPreference, writePreference } from '@/shared/storage/preference';
import type { PaletteItem } from './PaletteItem';

const name = 'recent';
const most = 8;

type Recent = Pick<PaletteItem, 'title' | 'hint'> & { to: string };

/** What the person opened from the palette, the newest first. */
export function recentItems(): PaletteItem[] {
  return stored().map(({ title, hint, to }) => ({ id: `recent:${to}`, group: 'recent', title, hint, to }));
}

export function rememberItem({ title, hint, to }: PaletteItem): void {
  if (to === undefined) return;
  const others = stored().filter((recent) => recent.to !== to);
  writePreference(name, JSON.stringify([{ title, hint, to }, ...others].slice(0, most)));
}

function stored(): Recent[] {
  try {
    const list: unknown = JSON.parse(readPreference(name) ?? '[]');
    return Array.isArray(list) ? list.filter(isRecent).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** Only paths of this console: what is stored must not lead elsewhere. */
const isRecent = (value: unknown): value is Recent =>
  typeof value === 'object' &&
  value !== null &&
  'title' in value &&
  typeof value.title === 'string' &&
  'to' in value &&
  typeof value.to === 'string' &&
  /^\/(?![/\\])/.test(value.to);
