import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type ResourceQuota = Published<'ResourceQuota'>;

const used = (isLimit: boolean) => (row: ResourceQuota) =>
  Object.entries(row.status?.hard ?? row.spec?.hard ?? {})
    .filter(([name]) => name.startsWith('limits.') === isLimit)
    .map(([name, hard]) => `${name}: ${row.status?.used?.[name] ?? 0}/${hard}`);

const columns = [
  textColumn('requests', 'fields.usedOfQuota', used(false)),
  textColumn('limits', 'fields.limits', used(true), { secondary: true }),
];

export const resourceQuota = defineKind<ResourceQuota>({
  segment: 'resourcequotas',
  kind: 'ResourceQuota',
  title: 'kinds.resourcequotas',
  namespaced: true,
  group: '',
  columns,
  empty: { title: 'empty.resourcequotas.title', body: 'empty.resourcequotas.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
