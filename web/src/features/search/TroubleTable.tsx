import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { clusterLink, objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';
import { localTimes } from '@/shared/time/localTimes';
import type { Trouble } from './shapes';
import { worstFirst } from './worstFirst';

interface Props {
  troubles: readonly Trouble[];
  total: number;
  /** Whose trouble this is; absent for all clusters, and then each row names its own. */
  cluster?: string;
}

/** What is wrong now, the worst first; each name leads straight to what is broken. */
export function TroubleTable({ troubles, total, cluster }: Props) {
  const { t, i18n } = useTranslation();
  if (troubles.length === 0) {
    return (
      <p>
        <StatusText state={t('overview.noTrouble')} severity="healthy" />
      </p>
    );
  }
  return (
    <>
      <div className="kp-table-scroll">
        <Table aria-label={t('overview.trouble')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('overview.what')}</Th>
              <Th>{t('overview.why')}</Th>
              <Th className="kp-cell-number" modifier="nowrap">
                {t('fields.since')}
              </Th>
            </Tr>
          </Thead>
          <Tbody>
            {troubles.map((trouble) => (
              <Tr key={`${trouble.segment}/${trouble.cluster}/${trouble.namespace}/${trouble.name}`}>
                <Td className="kp-trouble__what">
                  <NameLink to={linkOf(trouble)}>{trouble.name}</NameLink>
                  <div className="kp-muted kp-alias">
                    {[trouble.kind, trouble.namespace, !cluster && trouble.segment !== 'clusters' && trouble.cluster]
                      .filter(Boolean)
                      .join(' · ')}
                  </div>
                </Td>
                <Td>
                  <div className="kp-trouble__why" title={localTimes(trouble.message, i18n.language)}>
                    <SeverityIcon severity={trouble.severity} /> {localTimes(trouble.message, i18n.language)}
                  </div>
                  {trouble.alike > 0 && <div className="kp-alias">{t('overview.alike', { count: trouble.alike })}</div>}
                </Td>
                <Td className="kp-cell-number">
                  <Age since={trouble.since} />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
      {total > troubles.length && (
        <p className="kp-muted kp-space-top">
          {t('overview.moreTrouble', { shown: troubles.length, total })}{' '}
          <NameLink to={worstFirst(cluster ? clusterLink(cluster, 'pods') : '/workloads/pods')}>
            {t('overview.allPods')}
          </NameLink>
        </p>
      )}
    </>
  );
}

const linkOf = ({ cluster, namespace, name, segment }: Trouble): string =>
  segment === 'clusters'
    ? clusterLink(cluster)
    : objectLink({ cluster, namespace: namespace || undefined, segment, name });
