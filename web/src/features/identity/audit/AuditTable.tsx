import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import type { AuditInfo } from './auditQuery';
import { OutcomeLabel } from './OutcomeLabel';

interface Props {
  records: readonly AuditInfo[];
  onOpen(record: AuditInfo): void;
}

/** Who did what, the newest first. */
export function AuditTable({ records, onOpen }: Props) {
  const { t, i18n } = useTranslation();
  const moment = (text: string) =>
    new Date(text).toLocaleString(i18n.language, { dateStyle: 'short', timeStyle: 'medium' });
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('audit.title')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('audit.time')}</Th>
            <Th>{t('audit.who')}</Th>
            <Th>{t('audit.action')}</Th>
            <Th>{t('fields.cluster')}</Th>
            <Th>{t('fields.namespace')}</Th>
            <Th>{t('fields.name')}</Th>
            <Th>{t('audit.outcome')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {records.map((record) => (
            <Tr key={record.id}>
              <Td modifier="nowrap">
                <Button
                  variant="link"
                  isInline
                  aria-label={t('audit.open', { action: record.auditName, time: moment(record.createdAt) })}
                  onClick={() => onOpen(record)}
                >
                  <time dateTime={record.createdAt}>{moment(record.createdAt)}</time>
                </Button>
              </Td>
              <Td>{record.user || '–'}</Td>
              <Td>{record.auditName}</Td>
              <Td>{record.clusterName || '–'}</Td>
              <Td>{record.namespace || '–'}</Td>
              <Td modifier="breakWord">{record.resourceName || '–'}</Td>
              <Td>
                <OutcomeLabel record={record} />
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
