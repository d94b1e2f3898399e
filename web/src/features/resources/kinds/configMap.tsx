import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type ConfigMap = Published<'ConfigMap'>;

const keys = ({ data, binaryData }: ConfigMap) => [...Object.keys(data ?? {}), ...Object.keys(binaryData ?? {})];

const columns = [
  textColumn<ConfigMap>('data', 'fields.entries', (row) => keys(row).length, { numeric: true }),
  textColumn<ConfigMap>('keys', 'fields.keys', keys, { secondary: true }),
];

export const configMap = defineKind<ConfigMap>({
  segment: 'configmaps',
  kind: 'ConfigMap',
  title: 'kinds.configmaps',
  namespaced: true,
  group: '',
  columns,
  empty: { title: 'empty.configmaps.title', body: 'empty.configmaps.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true, isConfig: true },
});
