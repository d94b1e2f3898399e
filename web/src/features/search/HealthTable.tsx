import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { NameLink } from '@/shared/list/NameLink';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { KindHealth } from './shapes';
import { worstFirst } from './worstFirst';

const columns = ['failing', 'warning', 'progressing', 'healthy', 'idle'] as const;

/** How the objects of each kind are; a row leads to its list, the worst first. */
export function HealthTable({ kinds, link }: { kinds: readonly KindHealth[]; link(segment: string): string }) {
  const { t } = useTranslation();
  return (
    <div className="kp-table-scroll kp-health">
      <Table aria-label={t('overview.workloads')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('overview.kind')}</Th>
            {columns.map((severity) => (
              <Th key={severity} className="kp-cell-number" modifier="wrap">
                <SeverityIcon severity={severity} /> {t(`overview.severity.${severity}`)}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {kinds.map((kind) => (
            <Tr key={kind.segment}>
              <Td modifier="nowrap">
                <NameLink to={worstFirst(link(kind.segment))}>{t(`kinds.${kind.segment}` as 'kinds.pods')}</NameLink>
              </Td>
              {columns.map((severity) => (
                <Td
                  key={severity}
                  className={`kp-cell-number${kind[severity] > 0 && severity !== 'healthy' && severity !== 'idle' ? ' kp-number--short' : ''}`}
                >
                  {kind[severity] > 0 ? kind[severity] : <span className="kp-muted">–</span>}
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
