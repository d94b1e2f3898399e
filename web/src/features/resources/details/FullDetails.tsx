import { Skeleton } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { objectJsonPath, type ObjectAddress } from '@/shared/api/paths';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { objectLink } from '@/shared/kinds/objectLink';
import { ListFailure } from '@/shared/list/ListFailure';
import { NameLink } from '@/shared/list/NameLink';
import { useSettled } from '@/shared/time/useSettled';
import type { JsonMap } from '@/shared/yaml/json';
import { findKind } from '../pages/findKind';
import { DetailTable } from './DetailTable';
import { ObjectTree } from './ObjectTree';
import { detailsOf } from './full';
import type { Cell } from './full/Detail';

interface Props {
  kind: KindDescriptor;
  place: ObjectAddress;
  /** Of the object on the page: another one is read again. */
  version?: string;
}

/** How long an object must rest before it is read again. */
const rest = 1_000;

/** What no published shape tells of an object: the particulars of its kind, or all of its fields where the kind is not known here. */
export function FullDetails({ kind, place, version = '' }: Props) {
  const isKnownHere = findKind(kind.segment) !== undefined;
  const details = detailsOf(kind.kind, kind.group);
  if (!kind.can.json || kind.can.isSecret || (isKnownHere && !details)) return null;
  return <Read kind={kind} place={place} version={version} />;
}

function Read({ kind, place, version }: Required<Props>) {
  const { t } = useTranslation();
  const path = objectJsonPath(place);
  const settled = useSettled(version, rest);
  const { data, error, refetch } = useQuery({
    queryKey: ['full', path, settled],
    queryFn: async ({ signal }) => JSON.parse((await get<{ data: string }>(path, undefined, signal)).data) as JsonMap,
    placeholderData: keepPreviousData,
  });
  if (error && !data) return <ListFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height="6rem" screenreaderText={t('list.loading')} />;
  const details = detailsOf(kind.kind, kind.group);
  if (!details) return <ObjectTree object={data} />;
  return details(data, t).map(({ title, columns, rows }) => (
    <DetailTable key={title} title={title} columns={columns} rows={rows.map((row) => row.map(shown(place.cluster)))} />
  ));
}

const shown = (cluster: string) => (cell: Cell, index: number) => {
  if (typeof cell === 'string') return cell;
  const { words, segment, namespace, name } = cell;
  return (
    <NameLink key={index} to={objectLink({ cluster, namespace: namespace || undefined, segment, name })}>
      {words}
    </NameLink>
  );
};
