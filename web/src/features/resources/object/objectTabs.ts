import type { KindDescriptor } from '@/shared/kinds/descriptor';

export type ObjectTabName =
  'overview' | 'data' | 'usedBy' | 'pods' | 'services' | 'containers' | 'logs' | 'events' | 'access' | 'yaml';

/** The tabs that objects of a kind have: who may see and change one is told to those who may list the bindings there. */
export function objectTabs(kind: KindDescriptor, mayAsk: boolean): ObjectTabName[] {
  const tabs: ObjectTabName[] = ['overview'];
  if (kind.can.isConfig) tabs.push('data', 'usedBy');
  if (kind.can.ownsPods || kind.kind === 'Node') tabs.push('pods');
  if (kind.can.hasServices) tabs.push('services');
  if (kind.kind === 'Pod') tabs.push('containers');
  if (kind.can.logs) tabs.push('logs');
  tabs.push('events');
  if (mayAsk) tabs.push('access');
  if (kind.can.json) tabs.push('yaml');
  return tabs;
}
