import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  Spinner,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import { showInDock, useDock } from '@/shared/dock/dock';
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

/** The object as its cluster holds it, to read and to edit. Of one object there is one editor: what is open in the dock is edited there. */
export function YamlTab(props: Props) {
  const path = objectJsonPath(props.place);
  const isElsewhere = useDock().tabs.some(({ id }) => id === path) && !props.isDocked;
  return isElsewhere ? <EditedInDock id={path} /> : <YamlRead {...props} />;
}

function EditedInDock({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState titleText={t('dock.editedThere')} headingLevel="h2" variant="sm">
      <EmptyStateBody>{t('dock.editedThereBody')}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="primary" onClick={() => showInDock(id)}>
            {t('dock.show')}
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

/** Nothing is read again under the person's hands. */
function YamlRead({ kind, place, isDocked = false }: Props) {
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
