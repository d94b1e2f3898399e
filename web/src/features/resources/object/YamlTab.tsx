import { Button, Spinner } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import { openInDock } from '@/shared/dock/dock';
import { ListFailure } from '@/shared/list/ListFailure';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { YamlForm } from './YamlForm';

interface Props {
  kind: KindDescriptor;
  place: ObjectAddress;
  /** It stands in the dock already. */
  isDocked?: boolean;
}

/** The object as its cluster holds it, to read and to edit. Nothing is read again under the person's hands. */
export function YamlTab({ kind, place, isDocked = false }: Props) {
  const { t } = useTranslation();
  const path = objectJsonPath(place);
  // Each opening of the tab reads for itself, once: what others ask to be read again would throw away what was typed.
  const [opened] = useState(() => performance.now());
  const { data, error, refetch, dataUpdatedAt } = useQuery({
    queryKey: ['json', path, opened],
    queryFn: ({ signal }) => get<{ data: string }>(path, undefined, signal),
    staleTime: 'static',
    gcTime: 60_000,
  });
  if (error && !data) return <ListFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Spinner aria-label={t('yaml.loading')} />;
  const keepOpen = () =>
    openInDock({ id: path, title: place.name, content: <YamlTab kind={kind} place={place} isDocked /> });
  return (
    <>
      {!isDocked && (
        <Button variant="link" isInline onClick={keepOpen}>
          {t('dock.keepYaml')}
        </Button>
      )}
      <YamlForm key={dataUpdatedAt} kind={kind} path={path} original={data.data} onReload={() => void refetch()} />
    </>
  );
}
