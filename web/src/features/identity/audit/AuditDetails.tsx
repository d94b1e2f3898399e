import { Button } from '@patternfly/react-core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../people/Facts';
import type { AuditInfo } from './auditQuery';
import { OutcomeLabel } from './OutcomeLabel';

// The terminal's own library is loaded with the first recording.
const RecordingPlayer = lazy(async () => ({
  default: (await import('@/features/gateway/recording/RecordingPlayer')).RecordingPlayer,
}));

const terminals = ['exec', 'attach', 'shell'];

/** Everything that is recorded of one action. */
export function AuditDetails({ record }: { record: AuditInfo }) {
  const { t, i18n } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  const exact = new Date(record.createdAt).toLocaleString(i18n.language, { dateStyle: 'full', timeStyle: 'long' });
  const facts = [
    [t('audit.outcome'), <OutcomeLabel key="outcome" record={record} />],
    [t('audit.time'), exact],
    ...(record.times > 1 ? [[t('audit.repeated'), t('audit.times', { count: record.times })] as const] : []),
    [t('audit.who'), record.user],
    [t('audit.address'), record.ip],
    [t('audit.client'), record.client],
    [t('audit.way'), t(`audit.ways.${record.via}`)],
    [t('audit.action'), record.auditName],
    [t('fields.cluster'), record.clusterName],
    [t('audit.kind'), record.resourceType],
    [t('fields.namespace'), record.namespace],
    [t('fields.name'), record.resourceName],
    ...(record.detail ? [[t('audit.detail'), record.detail] as const] : []),
    [t('audit.took'), t('audit.milliseconds', { count: record.latencyMilliseconds })],
    [t('audit.request'), record.requestId],
  ] as const;
  return (
    <>
      {record.via === 'console' && record.verb === 'create' && terminals.includes(record.subresource) && (
        <Button variant="link" isInline onClick={() => setPlaying(true)}>
          {t('recording.open')}
        </Button>
      )}
      {isPlaying && (
        <Suspense>
          <RecordingPlayer id={record.id} onClose={() => setPlaying(false)} />
        </Suspense>
      )}
      <Facts facts={facts} />
    </>
  );
}
