import type { KindDescriptor } from '@/shared/kinds/descriptor';

export type ObjectTabName = 'overview' | 'pods' | 'containers' | 'events' | 'yaml';

/** The tabs that objects of a kind have. */
export function objectTabs(kind: KindDescriptor): ObjectTabName[] {
  const tabs: ObjectTabName[] = ['overview'];
  if (kind.can.ownsPods || kind.kind === 'Node') tabs.push('pods');
  if (kind.kind === 'Pod') tabs.push('containers');
  tabs.push('events');
  if (kind.can.json) tabs.push('yaml');
  return tabs;
}
