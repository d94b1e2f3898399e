import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type Service = Published<'Service'>;

const ports = ({ spec }: Service) =>
  (spec?.ports ?? []).map(
    ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
  );

const external = ({ spec, status }: Service) =>
  spec?.externalName || [
    ...(status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname),
    ...(spec?.externalIPs ?? []),
  ];

const selector = ({ spec }: Service) => Object.entries(spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`);

const columns = [
  textColumn<Service>('type', 'fields.type', ({ spec }) => spec?.type, { sortBy: 'spec.type' }),
  textColumn<Service>('clusterIP', 'fields.clusterIP', ({ spec }) => spec?.clusterIP, { sortBy: 'spec.clusterIP' }),
  textColumn<Service>('external', 'fields.externalAddress', external),
  textColumn<Service>('ports', 'fields.ports', ports),
  textColumn<Service>('selector', 'fields.selector', selector, { wide: true }),
];

export const service = defineKind<Service>({
  segment: 'services',
  kind: 'Service',
  title: 'kinds.services',
  namespaced: true,
  group: '',
  columns,
  empty: { title: 'empty.services.title', body: 'empty.services.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
