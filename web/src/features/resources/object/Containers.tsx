import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { ContainerStatus, Pod, Severity } from '@/shared/api/published';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';

/** Init and normal containers of a pod, each with its state and why. */
export function Containers({ pod }: { pod: Pod }) {
  const { t } = useTranslation();
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const inits = new Set((pod.spec?.initContainers ?? []).map(({ name }) => name));
  const specs = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  return (
    <div className="kp-table-scroll" role="region" aria-label={t('object.tab.containers')} tabIndex={0}>
      <Table aria-label={t('object.tab.containers')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th modifier="nowrap">{t('fields.status')}</Th>
            <Th modifier="nowrap">{t('fields.name')}</Th>
            <Th modifier="nowrap">{t('fields.image')}</Th>
            <Th className="kp-cell-number" modifier="nowrap">
              {t('fields.restarts')}
            </Th>
            <Th className="kp-cell-number" modifier="nowrap">
              {t('fields.started')}
            </Th>
          </Tr>
        </Thead>
        <Tbody>
          {specs.map(({ name, image }) => {
            const status = statuses.find((each) => each.name === name);
            return (
              <Tr key={name}>
                <Td>
                  <StatusText {...containerStatus(status)} showMessage />
                </Td>
                <Td>
                  {name} {inits.has(name) && <small className="kp-muted">{t('object.initContainer')}</small>}
                </Td>
                <Td className="kp-cell-wrap">{image}</Td>
                <Td className="kp-cell-number">{status?.restartCount ?? 0}</Td>
                <Td className="kp-cell-number">
                  <Age since={status?.state?.running?.startedAt} />
                </Td>
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </div>
  );
}

function containerStatus(status: ContainerStatus | undefined): { state: string; severity: Severity; message?: string } {
  const { waiting, terminated, running } = status?.state ?? {};
  if (running) return { state: 'Running', severity: status?.ready ? 'healthy' : 'warning' };
  if (terminated) {
    const isDone = (terminated.exitCode ?? 0) === 0;
    return {
      state: terminated.reason || 'Terminated',
      severity: isDone ? 'idle' : 'failing',
      message: terminated.message,
    };
  }
  const isStarting = !waiting?.reason || waiting.reason === 'ContainerCreating' || waiting.reason === 'PodInitializing';
  return {
    state: waiting?.reason || 'Waiting',
    severity: isStarting ? 'progressing' : 'failing',
    message: waiting?.message,
  };
}
