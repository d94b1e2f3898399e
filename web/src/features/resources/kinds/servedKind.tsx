import type { ServedKindDetails, ServedObject } from '@/shared/api/published';
import { defineKind, givenStatus, type KindDescriptor } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import type { Column } from '@/shared/list/descriptor';
import { Age } from '@/shared/time/Age';
import { pluralOf } from './pluralOf';

/** A kind that the console learns from the server: a custom resource, or one of Kubernetes without words of its own here. */
export function servedKind(
  { kind, columns }: ServedKindDetails,
  translate: (heading: string) => string,
): KindDescriptor {
  const cells = columns.map((column) => cellColumn(column, translate));
  return defineKind<ServedObject>({
    segment: kind.segment,
    kind: kind.kind,
    title: { text: pluralOf(kind.kind) },
    namespaced: kind.namespaced,
    group: kind.group,
    states: ['Current', 'InProgress', 'Failed', 'Terminating'],
    columns: cells,
    empty: { title: 'empty.served.title', body: 'empty.served.body' },
    status: givenStatus,
    facts: factsOf(cells),
    can: { json: true, remove: kind.verbs.includes('delete') },
  });
}

function cellColumn(
  { name, type, description, priority }: ServedKindDetails['columns'][number],
  translate: (heading: string) => string,
): Column<ServedObject> {
  const read = ({ cells }: ServedObject) => cells?.[name] ?? '';
  const title = { text: translate(name) };
  const common = {
    sortBy: `cells.${name}`,
    description,
    wide: priority > 0,
    numeric: type === 'integer' || type === 'number',
  };
  if (type !== 'date') return textColumn<ServedObject>(`cell:${name}`, title, read, common);
  return {
    ...common,
    id: `cell:${name}`,
    title,
    numeric: true,
    text: read,
    render: (row) => <Age since={read(row) ? String(Date.parse(read(row))) : undefined} />,
  };
}
