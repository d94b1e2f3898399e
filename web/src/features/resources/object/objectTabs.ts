import type { KindDescriptor } from '@/shared/kinds/descriptor';

export type ObjectTabName =
  'overview' | 'data' | 'usedBy' | 'pods' | 'services' | 'containers' | 'logs' | 'events' | 'yaml';

/** The tabs that objects of a kind have. */
export function objectTabs(kind: KindDescriptor): ObjectTabName[] {
  const tabs: ObjectTabName[] = ['overview'];
  if (kind.can.isConfig) tabs.push('data', 'usedBy');
  if (kind.can.ownsPods || kind.kind === 'Node') tabs.push('pods');
  if (kind.can.hasServices) tabs.push('services');
  if (kind.kind === 'Pod') tabs.push('containers');
  if (kind.can.logs) tabs.push('logs');
  tabs.push('events');
  if (kind.can.json) tabs.push('yaml');
  return tabs;
}
