import { Label, PageSection, SearchInput, Title } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { kindsPath } from '@/shared/api/paths';
import type { ServedKindSummary } from '@/shared/api/published';
import { clusterLink } from '@/shared/kinds/objectLink';
import { ListStates } from '@/shared/list/ListStates';
import { NameLink } from '@/shared/list/NameLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { pluralOf } from '../kinds/pluralOf';
import { findKind } from './findKind';

/** Every kind that can be looked at, in one cluster or in any: the way to those without a place in the navigation. */
export function KindsPage() {
  const { t } = useTranslation();
  const { cluster } = useParams();
  const [parameters, setParameters] = useSearchParams();
  const { data, error, refetch } = useQuery({
    queryKey: ['kinds', cluster ?? ''],
    queryFn: ({ signal }) => get<{ items: ServedKindSummary[] }>(kindsPath(cluster), undefined, signal),
    staleTime: 30_000,
  });
  usePageTitle(t('nav.allKinds'), cluster ?? '');
  const search = parameters.get('q') ?? '';
  const shown = (data?.items ?? []).filter((kind) => matches(kind, search.toLowerCase()));
  const link = (kind: ServedKindSummary) =>
    cluster ? clusterLink(cluster, segmentOf(kind)) : `/kinds/${segmentOf(kind)}`;
  return (
    <PageSection isFilled>
      <Title headingLevel={cluster ? 'h2' : 'h1'} size="xl" className="kp-title">
        {t('nav.allKinds')}
      </Title>
      <SearchInput
        className="kp-search"
        value={search}
        aria-label={t('kindsPage.find')}
        placeholder={t('kindsPage.find')}
        onChange={(_event, value) => setParameters(value ? { q: value } : {}, { replace: true })}
        onClear={() => setParameters({}, { replace: true })}
      />
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={shown.length}
        empty={{ title: 'kindsPage.none', body: 'kindsPage.noneBody' }}
        onClear={search ? () => setParameters({}, { replace: true }) : undefined}
        skeleton={skeleton}
      >
        <div className="kp-table-scroll">
          <Table aria-label={t('nav.allKinds')} variant="compact" gridBreakPoint="" className="kp-table">
            <Thead>
              <Tr>
                <Th>{t('fields.kind')}</Th>
                <Th>{t('fields.group')}</Th>
                <Th>{t('fields.version')}</Th>
                <Th>{t('fields.scope')}</Th>
                <Th className="kp-cell-secondary">{t('fields.shortNames')}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {shown.map((kind) => (
                <Tr key={kind.segment}>
                  <Td className="kp-cell-name">
                    <NameLink to={link(kind)}>{pluralOf(kind.kind)}</NameLink>
                  </Td>
                  <Td>{kind.group || t('kindsPage.core')}</Td>
                  <Td>{kind.version}</Td>
                  <Td>
                    <Label isCompact variant="outline">
                      {t(kind.namespaced ? 'kindsPage.namespaced' : 'kindsPage.clusterScoped')}
                    </Label>
                  </Td>
                  <Td className="kp-cell-secondary">{kind.shortNames.join(', ')}</Td>
                </Tr>
              ))}
            </Tbody>
          </Table>
        </div>
      </ListStates>
    </PageSection>
  );
}

/** Every collection can be named by resource and group, whichever word the server has for it. */
const segmentOf = ({ segment, resource, group }: ServedKindSummary): string =>
  findKind(segment) ? segment : `${resource}.${group || 'core'}`;

const matches = ({ kind, group, resource, shortNames }: ServedKindSummary, search: string): boolean =>
  [kind, group, resource, ...shortNames].some((text) => text.toLowerCase().includes(search));

const skeleton = [
  { id: 'kind', title: 'fields.kind', isName: true, render: () => null },
  { id: 'group', title: 'fields.group', render: () => null },
  { id: 'version', title: 'fields.version', render: () => null },
] as const;
