import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/features/resources/kinds/formatBytes';
import { clusterLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { StatusText } from '@/shared/status/StatusText';
import { formatCores } from './formatCores';
import { Meter } from './Meter';
import { phaseSeverity } from './phaseSeverity';
import type { KindHealth, OverviewCluster } from './shapes';
import { worstFirst } from './worstFirst';

/** Each cluster with how it is and, for those who see its nodes, how full it is; those in trouble come first. */
export function ClusterTable({ clusters, showsLoad }: { clusters: readonly OverviewCluster[]; showsLoad: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('nav.clusters')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('fields.name')}</Th>
            <Th>{t('fields.status')}</Th>
            <Th className="kp-cell-secondary">{t('fields.version')}</Th>
            {showsLoad && <Th className="kp-cell-number">{t('fields.nodes')}</Th>}
            <Th className="kp-cell-number">{t('fields.pods')}</Th>
            {showsLoad && <Th>{t('fields.cpu')}</Th>}
            {showsLoad && <Th>{t('fields.memory')}</Th>}
          </Tr>
        </Thead>
        <Tbody>
          {clusters.map((cluster) => {
            const { name, alias, phase, message, version, isKnown, nodes, pods, capacity } = cluster;
            return (
              <Tr key={name}>
                <Td>
                  <NameLink to={clusterLink(name)}>{name}</NameLink>
                  {alias && <div className="kp-alias">{alias}</div>}
                </Td>
                <Td>
                  <StatusText state={phase} severity={phaseSeverity(phase)} message={message} />
                </Td>
                <Td className="kp-cell-secondary kp-number">{version || '–'}</Td>
                {showsLoad && (
                  <Td className="kp-cell-number">{isKnown ? <Ready cluster={name} kind={nodes} /> : '–'}</Td>
                )}
                <Td className="kp-cell-number">{isKnown ? <Ready cluster={name} kind={pods} /> : '–'}</Td>
                {showsLoad && (
                  <Td>
                    {isKnown && (
                      <Meter
                        title={`${t('fields.cpu')} · ${name}`}
                        requested={Number(capacity.cpu.requested)}
                        allocatable={Number(capacity.cpu.allocatable)}
                        format={(milli) => formatCores(milli, i18n.language)}
                      />
                    )}
                  </Td>
                )}
                {showsLoad && (
                  <Td>
                    {isKnown && (
                      <Meter
                        title={`${t('fields.memory')} · ${name}`}
                        requested={Number(capacity.memory.requested)}
                        allocatable={Number(capacity.memory.allocatable)}
                        format={formatBytes}
                      />
                    )}
                  </Td>
                )}
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </div>
  );
}

/** How many are as they should be, of how many; in warning colours where some are not. It leads to them, the worst first. */
function Ready({
  cluster,
  kind: { segment, total, failing, warning, progressing },
}: {
  cluster: string;
  kind: KindHealth;
}) {
  const { t } = useTranslation();
  const good = total - failing - warning - progressing;
  return (
    <NameLink
      isQuiet
      to={worstFirst(clusterLink(cluster, segment))}
      label={`${t(`kinds.${segment}` as 'kinds.pods')} · ${cluster} ${good}/${total}`}
    >
      <span className={failing + warning > 0 ? 'kp-number--short' : undefined}>{`${good}/${total}`}</span>
    </NameLink>
  );
}
