import type { Severity } from '@/shared/api/published';
import type { KeyActionId } from '@/shared/keyboard/actions';

export const paletteGroups = ['recent', 'page', 'objects', 'clusters', 'kinds', 'pages', 'actions', 'search'] as const;
export type PaletteGroup = (typeof paletteGroups)[number];

/** One line of the palette. */
export interface PaletteItem {
  id: string;
  group: PaletteGroup;
  title: string;
  /** Where it is, or what it is. */
  hint?: string;
  severity?: Severity;
  /** The action whose keys do the same. */
  keys?: KeyActionId;
  /** Where it leads; those are remembered as recent ones. */
  to?: string;
  run?(): void;
}
