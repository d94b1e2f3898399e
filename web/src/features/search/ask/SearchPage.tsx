import {
  Alert,
  Button,
  EmptyState,
  EmptyStateBody,
  FormSelect,
  FormSelectOption,
  PageSection,
  Title,
} from '@patternfly/react-core';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListFailure } from '@/shared/list/ListFailure';
import { ListSkeleton } from '@/shared/list/ListSkeleton';
import { SavedFilters } from '@/shared/list/SavedFilters';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { KindChoice, kindTerm } from './KindChoice';
import { QueryField } from './QueryField';
import { flipTerm, isWhole } from './queryTerms';
import { ResultTable } from './ResultTable';
import { ScanProgress } from './ScanProgress';
import { SearchHelp } from './SearchHelp';
import { SearchIntro } from './SearchIntro';
import type { KindCount, SearchRow } from './shapes';
import './search.css';
import { useLiveSearch } from './useLiveSearch';
import { useScan } from './useScan';
import { isScan, readEvery, useSearch } from './useSearch';

const typingPause = 300;
const noRows: readonly SearchRow[] = [];
const sorts = ['name', 'created:desc', 'created:asc', 'state:desc', 'cluster', 'namespace'] as const;

/** One search over all kinds and clusters. The whole of it stands in the address. */
export function SearchPage() {
  const { t, i18n } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get('q') ?? '';
  const [typed, setTyped] = useState(query);
  const [asked, setAsked] = useState(query);
  const [sent, setSent] = useState(query);
  if (asked !== query) {
    setAsked(query);
    if (query !== sent) {
      // The address changed from outside: a saved search was chosen, or the person went back.
      setSent(query);
      setTyped(query);
    }
  }
  usePageTitle(t('nav.search'), query);
  const change = (name: string, value: string, replace: boolean) => {
    const next = new URLSearchParams(parameters);
    if (value) next.set(name, value);
    else next.delete(name);
    setParameters(next, { replace });
  };
  // What is typed is asked for after a pause, but for a term that is not complete and a search that reads everything: these wait for Enter.
  const timer = useRef<number | undefined>(undefined);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    window.clearTimeout(timer.current);
    if (next.trim() === query || !isWhole(next) || isScan(next)) return;
    timer.current = window.setTimeout(() => {
      setSent(next.trim());
      change('q', next.trim(), true);
    }, typingPause);
  };
  const ask = (next: string) => {
    window.clearTimeout(timer.current);
    setTyped(next);
    setSent(next.trim());
    change('q', next.trim(), false);
  };
  const shown = query;
  const sort = parameters.get('sort') ?? 'name';
  const scans = isScan(shown);
  const search = useSearch(shown, sort);
  const { refetch } = search;
  const askAgain = useCallback(() => void refetch(), [refetch]);
  const { scan, stop, again } = useScan(scans ? shown : '');

  const pages = search.data?.pages ?? [];
  const last = pages.at(-1);
  const rows = scans ? scan.rows : pages.flatMap(({ items }) => items);
  // Many pages are read again from time to time alone: each is a question of its own.
  useLiveSearch(scans || pages.length > 1 ? noRows : rows, askAgain);
  const kinds = scans ? countKinds(rows) : (last?.kinds ?? []);
  const total = scans ? rows.length : (last?.total ?? 0);
  const wrong = isWrong(search.error) ? search.error : isWrong(scan.error) ? scan.error : null;
  const isAnswered = scans ? scan.ended !== null : last !== undefined;
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('nav.search')}
      </Title>
      <div className="kp-search-bar">
        <QueryField value={typed} onChange={type} onSubmit={() => ask(typed)} />
        <SearchHelp onTry={ask} />
        <SavedFilters list="search" />
      </div>
      {wrong ? (
        <Alert isInline isPlain variant="danger" title={wrong.message} className="kp-space-top" />
      ) : shown === '' ? (
        <SearchIntro onTry={ask} />
      ) : search.error && !last && !scans ? (
        <ListFailure error={search.error} onRetry={() => void search.refetch()} />
      ) : (
        <>
          {search.error && !scans && (
            <ListFailure isInline error={search.error} onRetry={() => void search.refetch()} />
          )}
          {scans && <ScanProgress scan={scan} onStop={stop} onAgain={again} />}
          {!scans && <FreshnessNotice freshness={last?.freshness ?? []} />}
          {!isAnswered && rows.length === 0 && !scans && <ListSkeleton columns={skeleton} />}
          {(rows.length > 0 || kinds.length > 0) && (
            <div className="kp-search-summary">
              <div role="status">
                <strong className="kp-number">
                  {t('search.found', { count: total, total: total.toLocaleString(i18n.language) })}
                </strong>
                {!scans && search.dataUpdatedAt > 0 && (
                  <span className="kp-muted" aria-live="off">
                    {' · '}
                    {t('search.asOf')} <Age since={search.dataUpdatedAt} />{' '}
                    {t('search.again', { seconds: readEvery / 1000 })}
                  </span>
                )}
              </div>
              {!scans && (
                <FormSelect
                  aria-label={t('search.sort.title')}
                  value={sort}
                  className="kp-search-sort"
                  onChange={(_event, value) => change('sort', value === 'name' ? '' : value, true)}
                >
                  {sorts.map((value) => (
                    <FormSelectOption key={value} value={value} label={t(`search.sort.${sortWord(value)}`)} />
                  ))}
                </FormSelect>
              )}
            </div>
          )}
          {kinds.length > 0 && (
            <KindChoice query={shown} kinds={kinds} onFlip={(kind) => ask(flipTerm(shown, kindTerm(kind)))} />
          )}
          {rows.length > 0 && (
            <ResultTable rows={rows} kinds={kinds} onOnly={(kind) => ask(flipTerm(shown, kindTerm(kind)))} />
          )}
          {isAnswered && rows.length === 0 && !search.isPlaceholderData && (
            <EmptyState icon={SearchIcon} titleText={t('search.nothing.title')} headingLevel="h2" variant="sm">
              <EmptyStateBody>{t('search.nothing.body')}</EmptyStateBody>
            </EmptyState>
          )}
          {!scans && search.hasNextPage && (
            <Button
              variant="secondary"
              className="kp-space-top"
              isLoading={search.isFetchingNextPage}
              isDisabled={search.isFetchingNextPage}
              onClick={() => void search.fetchNextPage()}
            >
              {t('search.more')}
            </Button>
          )}
        </>
      )}
    </PageSection>
  );
}

/** A search that cannot be understood is the person's to mend; everything else is a failure. */
const isWrong = (error: Error | null): error is ApiError =>
  error instanceof ApiError && error.code === ErrorCode.invalidArgument;

const sortWord = (sort: (typeof sorts)[number]) => sort.replace(':', '_') as 'name';

function countKinds(rows: readonly SearchRow[]): KindCount[] {
  const counts = new Map<string, KindCount>();
  for (const { kind, segment } of rows)
    counts.set(segment, { kind, segment, count: (counts.get(segment)?.count ?? 0) + 1 });
  return [...counts.values()];
}

const skeleton = [
  { id: 'name', title: 'fields.name', isName: true, render: () => null },
  { id: 'status', title: 'fields.status', render: () => null },
  { id: 'namespace', title: 'fields.namespace', render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
  { id: 'age', title: 'fields.age', render: () => null },
] as const;
