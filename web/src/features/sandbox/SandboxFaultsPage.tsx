import { Alert, Button, EmptyState, EmptyStateBody, PageSection, Skeleton, Title } from '@patternfly/react-core';
import FlaskIcon from '@patternfly/react-icons/dist/esm/icons/flask-icon';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ListFailure } from '@/shared/list/ListFailure';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { momentFormat } from '@/shared/time/momentFormat';
import { faultFields, type ActiveFault } from './faultKinds';
import { StartFaultDialog } from './StartFaultDialog';
import { useEndFault, useFaults } from './useFaults';

/** What is wrong with a simulated cluster because somebody wants it so. */
export function SandboxFaultsPage() {
  const { t } = useTranslation();
  const { cluster = '' } = useParams();
  usePageTitle(t('sandbox.title'), cluster);
  const [isStarting, setStarting] = useState(false);
  const { data, error, refetch } = useFaults(cluster);
  const ending = useEndFault(cluster);
  return (
    <PageSection isFilled>
      <Title headingLevel="h2" className="kp-title">
        {t('sandbox.title')}
      </Title>
      <p className="kp-muted kp-title">{t('sandbox.about')}</p>
      {data && (
        <div className="kp-title">
          <Button onClick={() => setStarting(true)}>{t('sandbox.start')}</Button>{' '}
          {data.items.length > 1 && (
            <Button variant="secondary" isDisabled={ending.isPending} onClick={() => ending.mutate('all')}>
              {t('sandbox.endAll')}
            </Button>
          )}
        </div>
      )}
      {ending.error && <Alert isInline variant="danger" title={ending.error.message} className="kp-title" />}
      {error && <ListFailure error={error} isInline={data !== undefined} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton width="60%" screenreaderText={t('list.loading')} />}
      {data?.items.length === 0 && (
        <EmptyState icon={FlaskIcon} titleText={t('sandbox.none')} headingLevel="h3" variant="sm">
          <EmptyStateBody>{t('sandbox.noneBody')}</EmptyStateBody>
        </EmptyState>
      )}
      {data && data.items.length > 0 && (
        <FaultTable faults={data.items} isEnding={ending.isPending} onEnd={(id) => ending.mutate(id)} />
      )}
      {isStarting && data && (
        <StartFaultDialog
          cluster={cluster}
          canChangeCertificate={data.canChangeCertificate}
          onClose={() => setStarting(false)}
        />
      )}
    </PageSection>
  );
}

interface TableProps {
  faults: readonly ActiveFault[];
  isEnding: boolean;
  onEnd(id: number): void;
}

function FaultTable({ faults, isEnding, onEnd }: TableProps) {
  const { t, i18n } = useTranslation();
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('sandbox.title')} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{t('sandbox.fault')}</Th>
            <Th>{t('sandbox.particulars')}</Th>
            <Th>{t('sandbox.since')}</Th>
            <Th>{t('sandbox.until')}</Th>
            <Th screenReaderText={t('actions.menu')} />
          </Tr>
        </Thead>
        <Tbody>
          {faults.map((fault) => (
            <Tr key={fault.id}>
              <Td>
                <div>{t(`sandbox.kind.${fault.kind}`)}</div>
                <div className="kp-muted">{t(`sandbox.hint.${fault.kind}`)}</div>
              </Td>
              <Td>{particulars(fault)}</Td>
              <Td>
                <Age since={fault.since} />
              </Td>
              <Td>
                {fault.until
                  ? momentFormat(i18n.language, 'exact').format(new Date(fault.until))
                  : t('sandbox.untilEnded')}
              </Td>
              <Td isActionCell>
                <Button
                  variant="link"
                  isInline
                  isDisabled={isEnding}
                  aria-label={t('sandbox.endOf', { name: t(`sandbox.kind.${fault.kind}`) })}
                  onClick={() => onEnd(fault.id)}
                >
                  {t('sandbox.end')}
                </Button>
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );

  function particulars(fault: ActiveFault): string {
    const parts = faultFields[fault.kind]
      .filter((field) => fault[field] !== undefined && (field !== 'every' || fault.every > 1))
      .map((field) => {
        if (field === 'webhook') return t(`sandbox.webhook.${fault.webhook}`);
        if (field === 'certificate') return t(`sandbox.certificate.${fault.certificate}`);
        if (field === 'every') return t('sandbox.everyNth', { number: fault.every });
        if (field === 'seconds') return t('sandbox.secondsOf', { number: fault.seconds });
        return String(fault[field]);
      });
    return parts.length > 0 ? parts.join(' · ') : '–';
  }
}
