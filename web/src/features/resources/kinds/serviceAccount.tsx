import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';

export const serviceAccount = defineKind<Published<'ServiceAccount'>>({
  segment: 'serviceaccounts',
  kind: 'ServiceAccount',
  title: 'kinds.serviceaccounts',
  namespaced: true,
  group: '',
  columns: [],
  empty: { title: 'empty.serviceaccounts.title', body: 'empty.serviceaccounts.body' },
  status: givenStatus,
  facts: () => [],
  can: { json: true, remove: true },
});
