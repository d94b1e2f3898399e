import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { clusterLink } from '@/shared/kinds/objectLink';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { NameLink } from '@/shared/list/NameLink';

type Definition = Published<'CustomResourceDefinition'>;

const objects: Column<Definition> = {
  id: 'kind',
  title: 'fields.kind',
  sortBy: 'spec.names.kind',
  text: ({ spec }) => spec?.names?.kind ?? '',
  render: ({ metadata, spec }) => (
    <NameLink to={clusterLink(metadata.cluster ?? '', metadata.name)}>{spec?.names?.kind}</NameLink>
  ),
};

const columns = [
  objects,
  // The name ends with it.
  textColumn<Definition>('group', 'fields.group', ({ spec }) => spec?.group, { sortBy: 'spec.group', wide: true }),
  textColumn<Definition>(
    'scope',
    'fields.scope',
    ({ spec }) => (spec?.scope === 'NAMESPACED' ? 'Namespaced' : 'Cluster'),
    { sortBy: 'spec.scope', secondary: true },
  ),
  textColumn<Definition>('versions', 'fields.versions', ({ spec }) =>
    (spec?.versions ?? []).filter(({ served }) => served).map(({ name }) => name),
  ),
  textColumn<Definition>('shortNames', 'fields.shortNames', ({ spec }) => spec?.names?.shortNames, {
    sortBy: 'spec.names.shortNames[]',
    secondary: true,
  }),
];

export const customResourceDefinition = defineKind<Definition>({
  segment: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  title: 'kinds.customresourcedefinitions',
  namespaced: false,
  group: 'apiextensions.k8s.io',
  states: ['Established', 'Pending', 'Rejected', 'Terminating'],
  columns,
  empty: { title: 'empty.customresourcedefinitions.title', body: 'empty.customresourcedefinitions.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true, definesKind: true },
});
