import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { kindsPath } from '@/shared/api/paths';
import type { ServedKindDetails } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { findKind } from '../pages/findKind';
import { servedKind } from './servedKind';

interface FoundKind {
  /** Undefined while it is asked for, and where there is none. */
  kind?: KindDescriptor;
  error: Error | null;
  isLoading: boolean;
}

/** The kind of a part of the address: one that the console knows, or one that the server knows (`{resource}.{group}`). */
export function useKind(segment = '', cluster?: string): FoundKind {
  const { t, i18n } = useTranslation();
  const known = findKind(segment);
  const { data, error, isLoading } = useQuery({
    queryKey: ['kind', cluster ?? '', segment],
    queryFn: ({ signal }) =>
      get<ServedKindDetails>(`${kindsPath(cluster)}/${encodeURIComponent(segment)}`, undefined, signal),
    enabled: !known && segment.includes('.'),
    staleTime: 60_000,
  });
  const served = useMemo(
    () =>
      data &&
      servedKind(data, (heading) => {
        const key = `served.${heading.replaceAll(' ', '')}`;
        return i18n.exists(key) ? t(key as 'served.Ports') : heading;
      }),
    [data, i18n, t],
  );
  return { kind: known ?? served, error, isLoading };
}
