import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';

type Ingress = Published<'Ingress'>;

const backends = ({ spec }: Ingress) => [
  ...new Set(
    (spec?.rules ?? [])
      .flatMap(({ http }) => http?.paths ?? [])
      .map(({ backend }) => backend?.service?.name || backend?.resource?.name),
  ),
];

const columns = [
  textColumn<Ingress>('class', 'fields.class', ({ spec }) => spec?.ingressClassName, {
    sortBy: 'spec.ingressClassName',
  }),
  textColumn<Ingress>('hosts', 'fields.hosts', ({ spec }) => (spec?.rules ?? []).map(({ host }) => host || '*')),
  textColumn<Ingress>('address', 'fields.address', ({ status }) =>
    (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip || hostname),
  ),
  textColumn<Ingress>('tls', 'fields.ports', ({ spec }) => ((spec?.tls?.length ?? 0) > 0 ? '80, 443' : '80')),
  textColumn<Ingress>('backends', 'fields.backends', backends, { wide: true }),
];

export const ingress = defineKind<Ingress>({
  segment: 'ingresses',
  kind: 'Ingress',
  title: 'kinds.ingresses',
  namespaced: true,
  group: 'networking.k8s.io',
  columns,
  empty: { title: 'empty.ingresses.title', body: 'empty.ingresses.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
