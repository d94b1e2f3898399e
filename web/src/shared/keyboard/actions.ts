import type { ParseKeys } from 'i18next';

/** Where an action belongs in the help. */
export const keyGroups = ['anywhere', 'places', 'lists', 'objects', 'dock'] as const;
export type KeyGroup = (typeof keyGroups)[number];

export interface KeyAction {
  id: string;
  group: KeyGroup;
  title: ParseKeys;
  /** Key sequences as `chords.ts` writes them; a person may choose others. Empty for an action that has none by itself. */
  keys: readonly string[];
}

/**
 * Every action that keys can start: the one list for the help, for rebinding and for conflicts. What an action does is said by the page that is
 * open (`useKeyAction`); an action that no page answers does nothing. Sequences are free of conflicts (a test checks it), so an action that lists
 * and object pages share has one entry.
 */
export const keyActions = [
  { id: 'palette.open', group: 'anywhere', title: 'keyboard.do.palette', keys: ['mod+k', '/'] },
  { id: 'help.open', group: 'anywhere', title: 'keyboard.do.help', keys: ['?'] },
  { id: 'theme.toggle', group: 'anywhere', title: 'keyboard.do.theme', keys: ['shift+t'] },
  { id: 'go.overview', group: 'places', title: 'keyboard.do.overview', keys: ['g o'] },
  { id: 'go.search', group: 'places', title: 'keyboard.do.search', keys: ['g s'] },
  { id: 'go.clusters', group: 'places', title: 'keyboard.do.clusters', keys: ['g c'] },
  { id: 'go.namespaces', group: 'places', title: 'keyboard.do.namespaces', keys: ['g n'] },
  { id: 'go.pods', group: 'places', title: 'keyboard.do.pods', keys: ['g p'] },
  { id: 'go.deployments', group: 'places', title: 'keyboard.do.deployments', keys: ['g d'] },
  { id: 'go.up', group: 'places', title: 'keyboard.do.up', keys: ['u'] },
  { id: 'list.next', group: 'lists', title: 'keyboard.do.next', keys: ['j'] },
  { id: 'list.previous', group: 'lists', title: 'keyboard.do.previous', keys: ['k'] },
  { id: 'list.open', group: 'lists', title: 'keyboard.do.open', keys: ['Enter'] },
  { id: 'list.select', group: 'lists', title: 'keyboard.do.select', keys: ['x'] },
  { id: 'list.filter', group: 'lists', title: 'keyboard.do.filter', keys: ['f'] },
  { id: 'object.edit', group: 'objects', title: 'keyboard.do.edit', keys: ['e'] },
  { id: 'object.yaml', group: 'objects', title: 'keyboard.do.yaml', keys: ['y'] },
  { id: 'object.logs', group: 'objects', title: 'keyboard.do.logs', keys: ['l'] },
  { id: 'object.terminal', group: 'objects', title: 'keyboard.do.terminal', keys: ['t'] },
  { id: 'object.delete', group: 'objects', title: 'keyboard.do.delete', keys: ['Delete'] },
  { id: 'dock.next', group: 'dock', title: 'keyboard.do.dockNext', keys: ['d n'] },
  { id: 'dock.previous', group: 'dock', title: 'keyboard.do.dockPrevious', keys: ['d p'] },
  { id: 'dock.maximise', group: 'dock', title: 'keyboard.do.dockMaximise', keys: ['d m'] },
  { id: 'dock.split', group: 'dock', title: 'keyboard.do.dockSplit', keys: ['d s'] },
  { id: 'dock.close', group: 'dock', title: 'keyboard.do.dockClose', keys: ['d x'] },
] as const satisfies readonly KeyAction[];

export type KeyActionId = (typeof keyActions)[number]['id'];
