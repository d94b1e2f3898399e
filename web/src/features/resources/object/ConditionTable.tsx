import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { Condition } from '@/shared/api/published';
import { Age } from '@/shared/time/Age';

export function ConditionTable({ conditions }: { conditions: readonly Condition[] }) {
  const { t } = useTranslation();
  if (conditions.length === 0) return <span className="kp-muted">{t('object.noConditions')}</span>;
  return (
    <div className="kp-table-scroll" role="region" aria-label={t('object.conditions')} tabIndex={0}>
      <Table aria-label={t('object.conditions')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('fields.type')}</Th>
            <Th>{t('fields.status')}</Th>
            <Th>{t('fields.reason')}</Th>
            <Th>{t('fields.message')}</Th>
            <Th className="kp-cell-number" modifier="nowrap">
              {t('fields.since')}
            </Th>
          </Tr>
        </Thead>
        <Tbody>
          {conditions.map(({ type, status, reason, message, lastTransitionTime }) => (
            <Tr key={type}>
              <Td>{type}</Td>
              <Td>{status}</Td>
              <Td>{reason || '–'}</Td>
              <Td className="kp-cell-wrap">{message || '–'}</Td>
              <Td className="kp-cell-number">
                <Age since={lastTransitionTime} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
