import { Card, CardBody, CardTitle, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Container, PodSpec } from '@/shared/api/published';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { DetailTable } from './DetailTable';
import { affinityTexts, probeText, tolerationText, volumeText } from './podWords';

interface Props {
  pod: PodSpec;
  cluster: string;
  namespace?: string;
}

/** What a pod, or the pods of a workload, are made of: containers, volumes, and where they may run. */
export function PodDetails({ pod, cluster, namespace }: Props) {
  const { t } = useTranslation();
  const inits = new Set((pod.initContainers ?? []).map(({ name }) => name));
  const containers = [...(pod.initContainers ?? []), ...(pod.containers ?? [])];
  const scheduling = [
    ...(pod.hostNetwork ? [t('details.hostNetwork')] : []),
    ...affinityTexts(t, pod.affinity),
    ...(pod.tolerations ?? []).map((one) => t('details.tolerates', { taint: tolerationText(t, one) })),
  ];
  return (
    <>
      <DetailTable
        title={t('object.tab.containers')}
        columns={[
          t('fields.name'),
          t('fields.image'),
          t('fields.ports'),
          t('details.amounts'),
          t('details.probes'),
          t('details.environment'),
          t('details.mounts'),
        ]}
        rows={containers.map((container) => [
          <>
            <strong>{container.name}</strong>{' '}
            {inits.has(container.name) && <small className="kp-muted">{t('object.initContainer')}</small>}
            <Command container={container} />
          </>,
          container.image,
          (container.ports ?? [])
            .map(({ containerPort, protocol }) => `${containerPort}/${protocol || 'TCP'}`)
            .join(', '),
          <Lines
            key="amounts"
            lines={amounts(container).map(([what, value]) => `${t(`details.${what}`)}: ${value}`)}
          />,
          <Lines
            key="probes"
            lines={(['startup', 'readiness', 'liveness'] as const).flatMap((probe) => {
              const words = probeText(t, container[`${probe}Probe`]);
              return words ? [`${t(`details.${probe}`)}: ${words}`] : [];
            })}
          />,
          <Lines key="environment" lines={environment(container)} />,
          <Lines
            key="mounts"
            lines={(container.volumeMounts ?? []).map(
              ({ name, mountPath, subPath, readOnly }) =>
                `${mountPath} ← ${name}${subPath ? `/${subPath}` : ''}${readOnly ? ` (${t('details.readOnly')})` : ''}`,
            )}
          />,
        ])}
      />
      <DetailTable
        title={t('details.volumes')}
        columns={[t('fields.name'), t('fields.source')]}
        rows={(pod.volumes ?? []).map((volume) => {
          const { configMap, secret, persistentVolumeClaim: claim } = volume;
          const segment = configMap ? 'configmaps' : secret ? 'secrets' : claim ? 'persistentvolumeclaims' : undefined;
          const name = configMap?.name ?? secret?.secretName ?? claim?.claimName;
          const words = volumeText(t, volume);
          return [
            volume.name,
            segment && name ? (
              <NameLink key={name} to={objectLink({ cluster, namespace, segment, name })}>
                {words}
              </NameLink>
            ) : (
              words
            ),
          ];
        })}
      />
      {scheduling.length > 0 && (
        <Card>
          <CardTitle>{t('details.scheduling')}</CardTitle>
          <CardBody>
            <List isPlain>
              {scheduling.map((words) => (
                <ListItem key={words}>{words}</ListItem>
              ))}
            </List>
          </CardBody>
        </Card>
      )}
    </>
  );
}

function Command({ container: { command = [], args = [] } }: { container: Container }) {
  const words = [...command, ...args].join(' ');
  return words ? <code className="kp-details__command">{words}</code> : null;
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return '–';
  return lines.map((line) => <div key={line}>{line}</div>);
}

function amounts({ resources }: Container): ['requests' | 'limits', string][] {
  const words = (of: { cpu?: string; memory?: string } | undefined) =>
    [of?.cpu && `CPU ${of.cpu}`, of?.memory].filter(Boolean).join(', ');
  const pairs: ['requests' | 'limits', string][] = [
    ['requests', words(resources?.requests)],
    ['limits', words(resources?.limits)],
  ];
  return pairs.filter(([, value]) => value !== '');
}

/** Names and where values come from; values themselves are on the YAML tab. */
function environment({ env = [], envFrom = [] }: Container): string[] {
  return [
    ...env.map(({ name, valueFrom: from }) => {
      const source = from?.secretKeyRef
        ? `Secret ${from.secretKeyRef.name}`
        : from?.ConfigMapKeyRef
          ? `ConfigMap ${from.ConfigMapKeyRef.name}`
          : from?.fieldRef?.fieldPath;
      return source ? `${name} ← ${source}` : name;
    }),
    ...envFrom.map(({ prefix = '', configMapRef, secretRef }) =>
      configMapRef ? `${prefix}* ← ConfigMap ${configMapRef.name}` : `${prefix}* ← Secret ${secretRef?.name}`,
    ),
  ];
}
