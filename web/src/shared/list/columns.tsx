import type { ListedObject } from '@/shared/api/published';
import { clusterLink, namespaceLink, objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { givenStatus, type KindDescriptor } from '@/shared/kinds/descriptor';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';
import { timestampText } from '@/shared/time/timestamp';
import { NameLink } from './NameLink';
import type { Column, ListDescriptor } from './descriptor';

/** The columns of a list of this kind: its own between those that every kind has. */
export function kindList(kind: KindDescriptor, place: { cluster?: string }): ListDescriptor<ListedObject> {
  const columns: (Column<ListedObject> | false)[] = [
    ...kind.columns.filter(({ leads }) => leads),
    kind.states !== undefined && statusColumn(kind),
    nameColumn(kind),
    kind.namespaced && namespaceColumn,
    !place.cluster && clusterColumn,
    ...kind.columns.filter(({ leads }) => !leads),
    !kind.columns.some(({ sortBy }) => sortBy === 'created_at') && ageColumn,
  ];
  return {
    id: kind.segment,
    columns: columns.filter((column) => column !== false),
    states: kind.states,
    link: (row) => objectLink(rowPlace(kind.segment, row)),
    empty: kind.empty,
    order: kind.order,
  };
}

const statusColumn = (kind: KindDescriptor): Column<ListedObject> => ({
  id: 'status',
  title: 'fields.status',
  sortBy: 'state',
  text: (row) => kind.status(row).state,
  render: (row) => <StatusText {...(kind.status(row) ?? givenStatus(row))} />,
});

const nameColumn = ({ segment, hasIdleName = false }: KindDescriptor): Column<ListedObject> => ({
  id: 'name',
  title: 'fields.name',
  isName: !hasIdleName,
  optional: hasIdleName,
  sortBy: 'field_name',
  text: ({ metadata }) => metadata.name,
  render: (row) => <NameLink to={objectLink(rowPlace(segment, row))}>{row.metadata.name}</NameLink>,
});

const namespaceColumn: Column<ListedObject> = {
  id: 'namespace',
  title: 'fields.namespace',
  sortBy: 'namespace',
  text: ({ metadata }) => metadata.namespace ?? '',
  render: ({ metadata }) => (
    <NameLink to={namespaceLink(metadata.cluster ?? '', metadata.namespace ?? '')} isQuiet>
      {metadata.namespace}
    </NameLink>
  ),
};

const clusterColumn: Column<ListedObject> = {
  id: 'cluster',
  title: 'fields.cluster',
  sortBy: 'cluster',
  text: ({ metadata }) => metadata.cluster ?? '',
  render: ({ metadata }) => (
    <NameLink to={clusterLink(metadata.cluster ?? '')} isQuiet>
      {metadata.cluster}
    </NameLink>
  ),
};

export const ageColumn: Column<ListedObject> = {
  id: 'age',
  title: 'fields.age',
  sortBy: 'created_at',
  text: ({ metadata }) => timestampText(metadata.creationTimestamp),
  numeric: true,
  render: ({ metadata }) => <Age since={metadata.creationTimestamp} />,
};
