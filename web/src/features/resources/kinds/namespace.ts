import type { Namespace } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';

export const namespace = defineKind<Namespace>({
  segment: 'namespaces',
  kind: 'Namespace',
  title: 'kinds.namespaces',
  namespaced: false,
  group: '',
  states: ['Active', 'Terminating'],
  columns: [],
  empty: { title: 'empty.namespaces.title', body: 'empty.namespaces.body' },
  status: givenStatus,
  // What is in it stands below, counted.
  facts: () => [],
  can: { json: true },
});
