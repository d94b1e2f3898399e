import { Alert, Label, Progress } from '@patternfly/react-core';
import { Table, Tbody, Td, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { Severity } from '@/shared/api/published';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { BulkTarget } from './BulkDialog';
import type { Outcome, Result } from './runBulk';

const severities: Record<Outcome, Severity> = {
  waiting: 'none',
  running: 'progressing',
  done: 'healthy',
  failed: 'failing',
  skipped: 'idle',
};

interface Props {
  targets: readonly BulkTarget[];
  results: ReadonlyMap<string, Result>;
}

/** How far a bulk action is, and what became of each object; what failed stands first. */
export function BulkResults({ targets, results }: Props) {
  const { t } = useTranslation();
  const of = ({ key }: BulkTarget): Result => results.get(key) ?? { outcome: 'waiting' };
  const count = (outcome: Outcome) => targets.filter((target) => of(target).outcome === outcome).length;
  const [done, failed, skipped] = [count('done'), count('failed'), count('skipped')];
  const order = [...targets].sort((left, right) => rank(of(left).outcome) - rank(of(right).outcome));
  const away = [
    ...new Set(targets.filter((target) => of(target).outcome === 'skipped').map(({ cluster }) => cluster)),
  ].filter((cluster) => targets.some((target) => target.cluster === cluster && of(target).outcome === 'failed'));
  return (
    <div className="kp-bulk-results">
      <Progress
        value={((done + failed + skipped) / Math.max(1, targets.length)) * 100}
        title={t('bulk.progress', { done: done + failed + skipped, count: targets.length })}
        measureLocation="none"
        variant={failed > 0 ? 'danger' : done === targets.length ? 'success' : undefined}
        aria-label={t('bulk.progress', { done: done + failed + skipped, count: targets.length })}
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
            {order.map((target) => {
              const { outcome, message } = of(target);
              return (
                <Tr key={target.key} data-outcome={outcome}>
                  <Td>
                    <SeverityIcon severity={severities[outcome]} /> {t(`bulk.state.${outcome}`)}
                  </Td>
                  <Td className="kp-cell-wrap">
                    {target.row.metadata.name}
                    {message && <span className="kp-status__reason">{message}</span>}
                  </Td>
                  <Td>{target.row.metadata.namespace}</Td>
                  <Td>{target.cluster}</Td>
                </Tr>
              );
            })}
          </Tbody>
        </Table>
      </div>
    </div>
  );
}

const rank = (outcome: Outcome): number => ['failed', 'skipped', 'running', 'waiting', 'done'].indexOf(outcome);
