import type { TFunction } from 'i18next';
import { resourceKinds } from '@/features/resources/kinds';
import { workloadKinds } from '@/features/workloads/kinds';
import { clusterLink } from '@/shared/kinds/objectLink';
import type { PaletteItem } from './PaletteItem';

/** The lists of kinds: over all clusters, and inside the cluster that is open. */
export function paletteKinds(t: TFunction, cluster: string | undefined): PaletteItem[] {
  const kinds = [...workloadKinds, ...resourceKinds].map(({ segment, title }) => ({
    segment,
    title: t(title) as string,
  }));
  const inside = cluster
    ? kinds.map(({ segment, title }): PaletteItem => ({
        id: `kind:${cluster}:${segment}`,
        group: 'kinds',
        title,
        hint: cluster,
        to: clusterLink(cluster, segment),
      }))
    : [];
  const workloads = workloadKinds.map(({ segment, title }): PaletteItem => ({
    id: `kind::${segment}`,
    group: 'kinds',
    title: t(title) as string,
    hint: t('nav.allClusters'),
    to: `/workloads/${segment}`,
  }));
  const namespaces: PaletteItem = {
    id: 'kind::namespaces',
    group: 'kinds',
    title: t('nav.namespaces'),
    hint: t('nav.allClusters'),
    to: '/namespaces',
  };
  return [...inside, ...workloads, namespaces];
}
