import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { AuditInfo } from './auditQuery';
import { OutcomeLabel } from './OutcomeLabel';

/** Everything that is recorded of one action. */
export function AuditDetails({ record }: { record: AuditInfo }) {
  const { t, i18n } = useTranslation();
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
    [t('audit.took'), t('audit.milliseconds', { count: record.latencyMilliseconds })],
    [t('audit.request'), record.requestId],
  ] as const;
  return (
    <DescriptionList isHorizontal isCompact>
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{value || '–'}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
