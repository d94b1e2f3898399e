import type { TFunction } from 'i18next';
import type { Container, PodSpec } from '@/shared/api/published';
import { selectorText } from '../kinds/selectorText';

type Probe = NonNullable<Container['livenessProbe']>;
type Volume = NonNullable<PodSpec['volumes']>[number];
type Toleration = NonNullable<PodSpec['tolerations']>[number];
type Affinity = NonNullable<PodSpec['affinity']>;
type PodTerms = NonNullable<Affinity['podAffinity']>;
type NodeTerm = { matchExpressions?: Expression[]; matchFields?: Expression[] };
interface Expression {
  key?: string;
  operator?: string;
  values?: string[];
}

/** What a probe asks, and how often. */
export function probeText(t: TFunction, probe: Probe | undefined): string {
  if (!probe) return '';
  const { httpGet, tcpSocket, exec, periodSeconds, failureThreshold, initialDelaySeconds } = probe;
  const asks = httpGet
    ? `${httpGet.scheme || 'HTTP'} ${httpGet.host ?? ''}:${httpGet.port ?? ''}${httpGet.path || '/'}`
    : tcpSocket
      ? // NOTE: the published shape has a number here; a port by its name comes as 0.
        ['TCP', tcpSocket.host, tcpSocket.port ? `:${tcpSocket.port}` : ''].filter(Boolean).join(' ')
      : (exec?.command ?? []).join(' ') || t('details.otherProbe');
  // What Kubernetes takes where nothing is said.
  const how = t('details.probe', { period: periodSeconds || 10, failures: failureThreshold || 3 });
  return [asks, how, initialDelaySeconds ? t('details.probeDelay', { delay: initialDelaySeconds }) : '']
    .filter(Boolean)
    .join(', ');
}

/** Where the files of a volume come from. */
export function volumeText(t: TFunction, volume: Volume): string {
  const { hostPath, emptyDir, secret, configMap, persistentVolumeClaim: claim, downwardAPI } = volume;
  if (claim) return `PersistentVolumeClaim ${claim.claimName}${claim.readOnly ? ` (${t('details.readOnly')})` : ''}`;
  if (configMap) return `ConfigMap ${configMap.name}`;
  if (secret) return `Secret ${secret.secretName}`;
  if (hostPath) return t('details.hostPath', { path: hostPath.path });
  if (downwardAPI) return t('details.downward');
  if (emptyDir) return [t('details.emptyDir'), emptyDir.medium, emptyDir.sizeLimit].filter(Boolean).join(', ');
  return t('details.otherVolume');
}

/** Which taints a pod bears, and for how long. */
export function tolerationText(t: TFunction, { key, operator, value, effect, tolerationSeconds }: Toleration): string {
  const what = !key ? t('details.anyTaint') : operator === 'Exists' ? key : `${key}=${value ?? ''}`;
  const seconds = Number(tolerationSeconds ?? 0);
  return [effect ? `${what}:${effect}` : what, seconds > 0 && t('details.forSeconds', { seconds })]
    .filter(Boolean)
    .join(', ');
}

/** Where pods must, should, must not and should not run, one sentence each. */
export function affinityTexts(t: TFunction, affinity: Affinity | undefined): string[] {
  const { nodeAffinity: node, podAffinity: near, podAntiAffinity: apart } = affinity ?? {};
  const must = node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return [
    ...(must.length > 0 ? [t('details.nodeMust', { terms: must.map(termText).join(` ${t('details.or')} `) })] : []),
    ...(node?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, preference }) =>
      t('details.nodeShould', { terms: termText(preference ?? {}), weight }),
    ),
    ...podTexts(t, near, 'near'),
    ...podTexts(t, apart, 'apart'),
  ];
}

function podTexts(t: TFunction, terms: PodTerms | undefined, where: 'near' | 'apart'): string[] {
  const place = (topology: string | undefined) => topology ?? 'kubernetes.io/hostname';
  return [
    ...(terms?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map(({ labelSelector, topologyKey }) =>
      t(`details.${where}Must`, { pods: selectorText(labelSelector), topology: place(topologyKey) }),
    ),
    ...(terms?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map(({ weight, podAffinityTerm: term }) =>
      t(`details.${where}Should`, {
        pods: selectorText(term?.labelSelector),
        topology: place(term?.topologyKey),
        weight,
      }),
    ),
  ];
}

const termText = ({ matchExpressions = [], matchFields = [] }: NodeTerm): string =>
  selectorText({ matchExpressions: [...matchExpressions, ...matchFields] });
