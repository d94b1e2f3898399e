import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type ControllerRevision = Published<'ControllerRevision'>;

const controller = ({ metadata }: ControllerRevision) => {
  const owner = metadata.ownerReferences?.find((each) => each.controller);
  return owner && `${owner.kind}/${owner.name}`;
};

const columns = [
  textColumn<ControllerRevision>('controller', 'fields.controller', controller),
  textColumn<ControllerRevision>('revision', 'fields.revision', ({ revision }) => revision, { numeric: true }),
];

export const controllerRevision = defineKind<ControllerRevision>({
  segment: 'controllerrevisions',
  kind: 'ControllerRevision',
  title: { text: 'ControllerRevisions' },
  namespaced: true,
  group: 'apps',
  columns,
  empty: { title: 'empty.served.title', body: 'empty.served.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true },
});
