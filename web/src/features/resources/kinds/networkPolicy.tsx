import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import { selectorText } from './selectorText';

type NetworkPolicy = Published<'NetworkPolicy'>;

const columns = [
  textColumn<NetworkPolicy>('selector', 'fields.podSelector', ({ spec }) => selectorText(spec?.podSelector)),
  textColumn<NetworkPolicy>('types', 'fields.policyTypes', ({ spec }) => spec?.policyTypes, {
    sortBy: 'spec.policyTypes[]',
  }),
  textColumn<NetworkPolicy>('ingress', 'fields.ingressRules', ({ spec }) => spec?.ingress?.length ?? 0, {
    numeric: true,
  }),
  textColumn<NetworkPolicy>('egress', 'fields.egressRules', ({ spec }) => spec?.egress?.length ?? 0, { numeric: true }),
];

export const networkPolicy = defineKind<NetworkPolicy>({
  segment: 'networkpolicies',
  kind: 'NetworkPolicy',
  title: 'kinds.networkpolicies',
  namespaced: true,
  group: 'networking.k8s.io',
  columns,
  empty: { title: 'empty.networkpolicies.title', body: 'empty.networkpolicies.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
