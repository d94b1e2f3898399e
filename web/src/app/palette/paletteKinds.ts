import type { TFunction } from 'i18next';
import { kindGroups } from '@/features/resources/kinds/navigation';
import { say } from '@/shared/i18n/words';
import { clusterLink } from '@/shared/kinds/objectLink';
import { fleetLink } from '../fleetLink';
import type { PaletteItem } from './PaletteItem';

/** The lists of kinds: over all clusters, and inside the cluster that is open. */
export function paletteKinds(t: TFunction, cluster: string | undefined): PaletteItem[] {
  const kinds = [
    { segment: 'nodes', title: t('nav.nodes') },
    { segment: 'events', title: t('kinds.events') },
    ...kindGroups.flatMap(({ entries }) => entries.map(({ segment, title }) => ({ segment, title: say(t, title) }))),
  ];
  const namespaces = { segment: 'namespaces', title: t('nav.namespaces') };
  const inside = cluster
    ? [namespaces, ...kinds].map(({ segment, title }): PaletteItem => ({
        id: `kind:${cluster}:${segment}`,
        group: 'kinds',
        title,
        hint: cluster,
        to: clusterLink(cluster, segment),
      }))
    : [];
  const overAll = kinds.flatMap(({ segment, title }): PaletteItem[] => {
    const to = fleetLink(segment);
    return to === null ? [] : [{ id: `kind::${segment}`, group: 'kinds', title, hint: t('nav.allClusters'), to }];
  });
  const allNamespaces: PaletteItem = {
    id: 'kind::namespaces',
    group: 'kinds',
    title: namespaces.title,
    hint: t('nav.allClusters'),
    to: '/namespaces',
  };
  return [...inside, ...overAll, allNamespaces];
}
