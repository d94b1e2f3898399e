import { Alert, Label, Progress } from '@patternfly/react-core';
import { Table, Tbody, Td, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { Severity } from '@/shared/api/published';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { countOf, type OperationItem, type Outcome } from './operations';

const severities: Record<Outcome, Severity> = {
  waiting: 'none',
  running: 'progressing',
  done: 'healthy',
  failed: 'failing',
  skipped: 'idle',
};

/** How far an operation on many objects is, and what became of each; what failed stands first. */
export function OperationResults({ items }: { items: readonly OperationItem[] }) {
  const { t } = useTranslation();
  const [done, failed, skipped] = [countOf(items, 'done'), countOf(items, 'failed'), countOf(items, 'skipped')];
  const order = [...items].sort((left, right) => rank(left.outcome) - rank(right.outcome));
  const away = [...new Set(items.filter(({ outcome }) => outcome === 'skipped').map(({ cluster }) => cluster))].filter(
    (cluster) => cluster !== '' && items.some((item) => item.cluster === cluster && item.outcome === 'failed'),
  );
  return (
    <div className="kp-bulk-results">
      <Progress
        value={((done + failed + skipped) / Math.max(1, items.length)) * 100}
        title={t('bulk.progress', { done: done + failed + skipped, count: items.length })}
        measureLocation="none"
        variant={failed > 0 ? 'danger' : done === items.length ? 'success' : undefined}
        aria-label={t('bulk.progress', { done: done + failed + skipped, count: items.length })}
      />
      <p className="kp-bulk-results__counts" role="status">
        <Label status="success">{t('bulk.done', { count: done })}</Label>
        {failed > 0 && <Label status="danger">{t('bulk.failed', { count: failed })}</Label>}
        {skipped > 0 && <Label status="warning">{t('bulk.notTried', { count: skipped })}</Label>}
      </p>
      {away.map((cluster) => (
        <Alert key={cluster} isInline isPlain variant="warning" title={t('bulk.away', { cluster })} />
      ))}
      <div className="kp-bulk-results__list" role="region" aria-label={t('bulk.objects')} tabIndex={0}>
        <Table aria-label={t('list.table')} variant="compact" gridBreakPoint="">
          <Tbody>
            {order.map(({ key, name, namespace, cluster, outcome, message }) => (
              <Tr key={key} data-outcome={outcome}>
                <Td>
                  <SeverityIcon severity={severities[outcome]} /> {t(`bulk.state.${outcome}`)}
                </Td>
                <Td className="kp-cell-wrap">
                  {name}
                  {message && <span className="kp-status__reason">{message}</span>}
                </Td>
                <Td>{namespace}</Td>
                <Td>{cluster}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </div>
  );
}

const rank = (outcome: Outcome): number => ['failed', 'skipped', 'running', 'waiting', 'done'].indexOf(outcome);
