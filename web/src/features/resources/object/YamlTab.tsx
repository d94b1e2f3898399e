import { Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import { readDraft, writeDraft } from '@/shared/dock/drafts';
import { ListFailure } from '@/shared/list/ListFailure';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { YamlForm } from './YamlForm';

interface Props {
  kind: KindDescriptor;
  place: ObjectAddress;
  /** It stands in the dock: a draft that was left there is taken up again. */
  isDocked?: boolean;
}

/** The object as its cluster holds it, to read and to edit. Nothing is read again under the person's hands. */
export function YamlTab({ kind, place, isDocked = false }: Props) {
  const { t } = useTranslation();
  const path = objectJsonPath(place);
  // Each opening of the tab reads for itself, once: what others ask to be read again would throw away what was typed.
  const [opened] = useState(() => performance.now());
  const [draft, setDraft] = useState(() => (isDocked ? readDraft(path) : null));
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['json', path, opened],
    queryFn: ({ signal }) => get<{ data: string }>(path, undefined, signal),
    staleTime: 'static',
    gcTime: 60_000,
    enabled: draft === null,
  });
  if (error && !data) return <ListFailure error={error} onRetry={() => void refetch()} />;
  if (!data && !draft) return <Spinner aria-label={t('yaml.loading')} />;
  const reload = () => {
    writeDraft(path, null);
    setDraft(null);
    void refetch();
  };
  return (
    <YamlForm
      key={draft ? 'draft' : dataUpdatedAt}
      kind={kind}
      place={place}
      original={draft?.original ?? data?.data ?? ''}
      draft={draft?.text}
      isDocked={isDocked}
      onReload={reload}
    />
  );
}
