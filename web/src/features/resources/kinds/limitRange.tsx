import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type LimitRange = Published<'LimitRange'>;

const amounts = (of: Record<string, string> | null | undefined) =>
  Object.entries(of ?? {})
    .map(([name, amount]) => `${name} ${amount}`)
    .join(', ');

const columns = [
  textColumn<LimitRange>('types', 'fields.type', ({ spec }) => (spec?.limits ?? []).map(({ type }) => type), {
    sortBy: 'spec.limits[].type',
  }),
  textColumn<LimitRange>('defaults', 'fields.defaultLimits', ({ spec }) =>
    (spec?.limits ?? []).map((limit) => amounts(limit.default)),
  ),
  textColumn<LimitRange>('max', 'fields.most', ({ spec }) => (spec?.limits ?? []).map(({ max }) => amounts(max)), {
    secondary: true,
  }),
];

export const limitRange = defineKind<LimitRange>({
  segment: 'limitranges',
  kind: 'LimitRange',
  title: 'kinds.limitranges',
  namespaced: true,
  group: '',
  columns,
  empty: { title: 'empty.limitranges.title', body: 'empty.limitranges.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
