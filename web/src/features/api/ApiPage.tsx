import {
  Bullseye,
  Button,
  Content,
  EmptyState,
  EmptyStateBody,
  ExpandableSection,
  FormSelect,
  FormSelectOption,
  PageSection,
  SearchInput,
  Spinner,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { ListFailure } from '@/shared/list/ListFailure';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { MethodLabel } from './MethodLabel';
import { OperationDetails } from './OperationDetails';
import { operationsOf, search, type ApiDocument, type Operation, type Schema } from './openApi';

const path = '/openapi/v1.json';

// As many as can be drawn at once without a pause; the rest waits for a narrower search or for a click.
const shownAtOnce = 50;

/** The API, read from the server's own description: found by words and tags, and tried out as this person. */
export function ApiPage() {
  const { t } = useTranslation();
  usePageTitle(t('api.title'));
  const [parameters, setParameters] = useSearchParams();
  const words = parameters.get('q') ?? '';
  const tag = parameters.get('tag') ?? '';
  const { data, error, refetch } = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<ApiDocument>(path, undefined, signal),
    staleTime: Infinity,
  });
  const operations = useMemo(() => (data ? operationsOf(data) : []), [data]);
  const found = useMemo(
    () => search(tag ? operations.filter((operation) => operation.tag === tag) : operations, words),
    [operations, tag, words],
  );
  const tags = useMemo(() => [...new Set(operations.map((operation) => operation.tag))], [operations]);
  const set = (name: string, value: string) =>
    setParameters(
      (known) => {
        if (value) known.set(name, value);
        else known.delete(name);
        return known;
      },
      { replace: true },
    );
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('api.title')}
      </Title>
      <Content component="p">
        {t('api.introduction')}{' '}
        <a href={path} target="_blank" rel="noreferrer">
          {t('api.document')}
        </a>
      </Content>
      {error && <ListFailure error={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Bullseye>
          <Spinner aria-label={t('shell.loading')} />
        </Bullseye>
      )}
      {data && (
        <>
          <Toolbar>
            <ToolbarContent>
              <ToolbarItem>
                <SearchInput
                  aria-label={t('api.search')}
                  placeholder={t('api.search')}
                  value={words}
                  onChange={(_event, value) => set('q', value)}
                  onClear={() => set('q', '')}
                  resetButtonLabel={t('actions.clear')}
                />
              </ToolbarItem>
              <ToolbarItem>
                <FormSelect aria-label={t('api.tag')} value={tag} onChange={(_event, value) => set('tag', value)}>
                  <FormSelectOption value="" label={t('api.allTags')} />
                  {tags.map((one) => (
                    <FormSelectOption key={one} value={one} label={one} />
                  ))}
                </FormSelect>
              </ToolbarItem>
              <ToolbarItem alignSelf="center">
                <span aria-live="polite">{t('api.found', { count: found.length })}</span>
              </ToolbarItem>
            </ToolbarContent>
          </Toolbar>
          {found.length === 0 && (
            <EmptyState titleText={t('api.none')} headingLevel="h2">
              <EmptyStateBody>{t('api.noneHint')}</EmptyStateBody>
            </EmptyState>
          )}
          <OperationList key={`${tag} ${words}`} operations={found} schemas={data.components.schemas} />
        </>
      )}
    </PageSection>
  );
}

interface ListProps {
  operations: readonly Operation[];
  schemas: Record<string, Schema>;
}

function OperationList({ operations, schemas }: ListProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(shownAtOnce);
  return (
    <>
      {operations.slice(0, shown).map((operation) => (
        <OperationRow key={`${operation.method} ${operation.path}`} operation={operation} schemas={schemas} />
      ))}
      {operations.length > shown && (
        <Button variant="link" onClick={() => setShown(shown + shownAtOnce)}>
          {t('api.more', { count: operations.length - shown })}
        </Button>
      )}
    </>
  );
}

function OperationRow({ operation, schemas }: { operation: Operation; schemas: Record<string, Schema> }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      isExpanded={isOpen}
      isIndented
      onToggle={(_event, open) => setOpen(open)}
      toggleContent={
        <>
          <MethodLabel method={operation.method} /> <code className="kp-api-path">{operation.path}</code>
        </>
      }
    >
      {isOpen && <OperationDetails operation={operation} schemas={schemas} />}
    </ExpandableSection>
  );
}
