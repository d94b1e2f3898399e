import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { get } from '@/shared/api/client';
import type { components } from '@/shared/api/generated';
import { objectLink } from '@/shared/kinds/objectLink';
import { useSettled } from '@/shared/time/useSettled';
import type { PaletteItem } from './PaletteItem';

/** Shorter than the pause between two key presses of most people: what is typed on is not asked for. */
const pause = 80;
const most = 12;

/** Objects of all clusters and kinds whose names have what was typed. A question that was typed over is cancelled. */
export function useFoundObjects(typed: string) {
  const text = useSettled(typed.trim(), pause);
  const query = useQuery({
    queryKey: ['search', 'best', text],
    queryFn: ({ signal }) =>
      get<components['schemas']['BestAnswer']>('/api/v1/search/best', { q: text, limit: most }, signal),
    enabled: text.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const isAsked = typed.trim().length > 1;
  const items: PaletteItem[] = isAsked
    ? (query.data?.items ?? []).map(({ cluster, namespace, name, kind, segment, severity }) => {
        const to = objectLink({ cluster, namespace: namespace || undefined, segment, name });
        return {
          id: `object:${to}`,
          group: 'objects',
          title: name,
          hint: [kind, namespace, cluster].filter(Boolean).join(' · '),
          severity: severity === 'none' ? undefined : severity,
          to,
        };
      })
    : [];
  return { items, isBusy: isAsked && (query.isFetching || text !== typed.trim()), error: query.error };
}
