import type { TFunction } from 'i18next';
import type { Published } from '@/shared/api/published';
import { selectorText } from '../kinds/selectorText';

type Spec = NonNullable<Published<'NetworkPolicy'>['spec']>;
type Peers = NonNullable<NonNullable<Spec['ingress']>[number]['from']>;
type Ports = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>;

/** What a NetworkPolicy allows, one sentence for each rule, and what it forbids by allowing nothing. */
export function policyTexts(t: TFunction, { policyTypes = ['Ingress'], ingress = [], egress = [] }: Spec): string[] {
  const into = ingress.map(({ from, ports }) => t('policy.from', { who: peers(t, from), ports: portText(t, ports) }));
  const outOf = egress.map(({ to, ports }) => t('policy.to', { who: peers(t, to), ports: portText(t, ports) }));
  return [
    ...(policyTypes.includes('Ingress') ? (into.length > 0 ? into : [t('policy.noIngress')]) : []),
    ...(policyTypes.includes('Egress') ? (outOf.length > 0 ? outOf : [t('policy.noEgress')]) : []),
  ];
}

function peers(t: TFunction, list: Peers = []): string {
  if (list.length === 0) return t('policy.anybody');
  return list
    .map(({ podSelector, namespaceSelector, ipBlock }) => {
      if (ipBlock) {
        const except = ipBlock.except?.length ? ` ${t('policy.except', { blocks: ipBlock.except.join(', ') })}` : '';
        return `${ipBlock.cidr}${except}`;
      }
      const pods = podSelector ? t('policy.pods', { pods: selectorText(podSelector) }) : t('policy.allPods');
      return namespaceSelector
        ? `${pods} ${t('policy.namespaces', { namespaces: selectorText(namespaceSelector) })}`
        : pods;
    })
    .join(` ${t('details.or')} `);
}

function portText(t: TFunction, ports: Ports = []): string {
  if (ports.length === 0) return t('policy.anyPort');
  return ports
    .map(({ port, endPort, protocol }) => `${port ?? '*'}${endPort ? `–${endPort}` : ''}/${protocol || 'TCP'}`)
    .join(', ');
}
