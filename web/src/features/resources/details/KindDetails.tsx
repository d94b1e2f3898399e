import { Card, CardBody, CardTitle, List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { ObjectAddress } from '@/shared/api/paths';
import type { ListedObject, Node, Pod, Published, Workload } from '@/shared/api/published';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { DetailTable } from './DetailTable';
import { metricRows } from './metricWords';
import { NamespaceContents } from './NamespaceContents';
import { PodDetails } from './PodDetails';
import { policyTexts } from './policyWords';

interface Props {
  kind: KindDescriptor;
  object: ListedObject;
  place: ObjectAddress;
}

/** What is particular to objects of a kind, beyond what its facts say in a word. */
export function KindDetails({ kind, object, place }: Props) {
  switch (kind.kind) {
    case 'Pod':
      return <PodDetails pod={(object as Pod).spec ?? {}} {...place} />;
    case 'Deployment':
    case 'StatefulSet':
    case 'DaemonSet':
    case 'ReplicaSet':
    case 'Job':
    case 'CronJob':
      return <PodDetails pod={(object as Workload).spec?.template?.spec ?? {}} {...place} />;
    case 'Role':
    case 'ClusterRole':
      return <Rules role={object as Published<'ClusterRole'>} />;
    case 'Ingress':
      return <IngressRules ingress={object as Published<'Ingress'>} place={place} />;
    case 'Service':
      return <Ports service={object as Published<'Service'>} />;
    case 'NetworkPolicy':
      return <Policy policy={object as Published<'NetworkPolicy'>} />;
    case 'HorizontalPodAutoscaler':
      return <Autoscaling autoscaler={object as Published<'HorizontalPodAutoscaler'>} />;
    case 'CustomResourceDefinition':
      return <Versions definition={object as Published<'CustomResourceDefinition'>} />;
    case 'StorageClass':
      return <Parameters storage={object as Published<'StorageClass'>} />;
    case 'Node':
      return <NodeDetails node={object as Node} />;
    case 'Namespace':
      return <NamespaceContents cluster={place.cluster} namespace={place.name} />;
    case 'ResourceQuota':
      return <Quota quota={object as Published<'ResourceQuota'>} />;
    default:
      return null;
  }
}

function Rules({ role: { rules = [] } }: { role: Published<'ClusterRole'> }) {
  const { t } = useTranslation();
  const list = (values: readonly string[] = []) => values.map((value) => value || t('details.coreGroup')).join(', ');
  return (
    <DetailTable
      title={t('fields.rules')}
      columns={[t('details.verbs'), t('fields.resources'), t('details.groups'), t('details.names')]}
      rows={rules.map(({ verbs, resources, nonResourceUrls, apiGroups, resourceNames }) => [
        list(verbs),
        list([...(resources ?? []), ...(nonResourceUrls ?? [])]),
        resources?.length ? list(apiGroups) : '',
        list(resourceNames),
      ])}
    />
  );
}

function IngressRules({ ingress: { spec }, place }: { ingress: Published<'Ingress'>; place: ObjectAddress }) {
  const { t } = useTranslation();
  const secretOf = (host: string | undefined) =>
    (spec?.tls ?? []).find(({ hosts }) => host !== undefined && hosts?.includes(host))?.secretName;
  return (
    <DetailTable
      title={t('fields.rules')}
      columns={[t('fields.hosts'), t('details.path'), t('fields.backends'), t('details.certificate')]}
      rows={(spec?.rules ?? []).flatMap(({ host, http }) =>
        (http?.paths ?? []).map(({ path, pathType, backend }) => {
          const name = backend?.service?.name;
          const port = backend?.service?.port?.name || backend?.service?.port?.number;
          return [
            host || '*',
            `${path || '/'} (${pathType || 'ImplementationSpecific'})`,
            name ? (
              <NameLink key={name} to={objectLink({ ...place, segment: 'services', name })}>
                {name}:{port}
              </NameLink>
            ) : (
              backend?.resource?.name
            ),
            secretOf(host),
          ];
        }),
      )}
    />
  );
}

function Ports({ service: { spec } }: { service: Published<'Service'> }) {
  const { t } = useTranslation();
  return (
    <DetailTable
      title={t('fields.ports')}
      columns={[t('fields.name'), t('details.port'), t('details.targetPort'), t('details.nodePort')]}
      rows={(spec?.ports ?? []).map(({ name, port, protocol, targetPort, nodePort }) => [
        name,
        `${port}/${protocol || 'TCP'}`,
        targetPort,
        nodePort ? String(nodePort) : '',
      ])}
    />
  );
}

function Policy({ policy: { spec } }: { policy: Published<'NetworkPolicy'> }) {
  const { t } = useTranslation();
  return (
    <Card>
      <CardTitle>{t('policy.title')}</CardTitle>
      <CardBody>
        <List isPlain>
          {policyTexts(t, spec ?? {}).map((words, index) => (
            <ListItem key={index}>{words}</ListItem>
          ))}
        </List>
      </CardBody>
    </Card>
  );
}

function Autoscaling({ autoscaler }: { autoscaler: Published<'HorizontalPodAutoscaler'> }) {
  const { t } = useTranslation();
  const { scaleUp, scaleDown } = autoscaler.spec?.behavior ?? {};
  const windows = [
    scaleUp?.stabilizationWindowSeconds && t('details.upAfter', { seconds: scaleUp.stabilizationWindowSeconds }),
    scaleDown?.stabilizationWindowSeconds && t('details.downAfter', { seconds: scaleDown.stabilizationWindowSeconds }),
  ].filter((words) => typeof words === 'string');
  return (
    <>
      <DetailTable
        title={t('fields.metrics')}
        columns={[t('fields.name'), t('fields.target'), t('details.now')]}
        rows={metricRows(t, autoscaler)}
      />
      <DetailTable
        title={t('details.behaviour')}
        columns={[t('details.rule')]}
        rows={windows.map((words) => [words])}
      />
    </>
  );
}

function Versions({ definition: { spec } }: { definition: Published<'CustomResourceDefinition'> }) {
  const { t } = useTranslation();
  const yes = (is: boolean | undefined) => t(is ? 'details.yes' : 'details.no');
  return (
    <DetailTable
      title={t('fields.versions')}
      columns={[t('fields.name'), t('details.served'), t('details.stored'), t('details.deprecated')]}
      rows={(spec?.versions ?? []).map(({ name, served, storage, deprecated }) => [
        name,
        yes(served),
        yes(storage),
        yes(deprecated),
      ])}
    />
  );
}

function Parameters({ storage: { parameters, mountOptions } }: { storage: Published<'StorageClass'> }) {
  const { t } = useTranslation();
  return (
    <DetailTable
      title={t('details.parameters')}
      columns={[t('bulk.key'), t('bulk.value')]}
      rows={[
        ...Object.entries(parameters ?? {}).map(([key, value]) => [key, String(value)]),
        ...(mountOptions?.length ? [[t('details.mountOptions'), mountOptions.join(', ')]] : []),
      ]}
    />
  );
}

function NodeDetails({ node: { spec, status } }: { node: Node }) {
  const { t } = useTranslation();
  const system = Object.entries(status?.systemInfo ?? {}).filter(([, value]) => value);
  return (
    <>
      <DetailTable
        title={t('details.addresses')}
        columns={[t('fields.type'), t('fields.address')]}
        rows={(status?.addresses ?? []).map(({ type, address }) => [type, address])}
      />
      <DetailTable
        title={t('details.taints')}
        columns={[t('bulk.key'), t('bulk.value'), t('details.effect')]}
        rows={(spec?.taints ?? []).map(({ key, value, effect }) => [key, value, effect])}
      />
      <DetailTable
        title={t('details.system')}
        columns={[t('fields.name'), t('bulk.value')]}
        rows={system.map(([name, value]) => [name, String(value)])}
      />
    </>
  );
}

function Quota({ quota: { status } }: { quota: Published<'ResourceQuota'> }) {
  const { t } = useTranslation();
  const used = status?.used ?? {};
  return (
    <DetailTable
      title={t('details.amounts')}
      columns={[t('fields.name'), t('details.usedAmount'), t('details.most')]}
      rows={Object.entries(status?.hard ?? {}).map(([name, most]) => [name, used[name] ?? '0', most])}
    />
  );
}
