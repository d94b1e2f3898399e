import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type Secret = Published<'Secret'>;

const columns = [textColumn<Secret>('type', 'fields.type', ({ type }) => type)];

export const secret = defineKind<Secret>({
  segment: 'secrets',
  kind: 'Secret',
  title: 'kinds.secrets',
  namespaced: true,
  group: '',
  columns,
  empty: { title: 'empty.secrets.title', body: 'empty.secrets.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true, isConfig: true, isSecret: true },
});
