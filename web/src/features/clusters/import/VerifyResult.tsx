import {
  Alert,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { parseTimestamp } from '@/shared/time/timestamp';
import { ConditionList } from '../ConditionList';
import { distributions } from '../providers';
import type { Verification } from '../shapes';

/** What became of verifying, in words: what the cluster is, and what its credential may do. */
export function VerifyResult({ answer }: { answer: Verification | undefined }) {
  const { t, i18n } = useTranslation();
  if (!answer) return null;
  if (!answer.validateResult) {
    return (
      <Alert isInline variant="danger" title={t('clusters.import.notVerified')} data-testid="verify-result">
        {answer.errMsg}
      </Alert>
    );
  }
  const conditions = answer.conditions ?? [];
  const isShort = conditions.some(({ status }) => status !== 'True');
  const expires = parseTimestamp(answer.kubeconfigExpireTime);
  const facts = [
    [t('fields.version'), answer.kubernetesVersion],
    [t('fields.provider'), answer.distribution && (distributions[answer.distribution] ?? answer.distribution)],
    [t('fields.apiEndpoint'), answer.apiEndpoint],
    [t('fields.podCIDR'), answer.clusterCIDR],
    [t('fields.serviceCIDR'), answer.serviceCIDR],
    [
      t('clusters.credential'),
      expires === null
        ? t('clusters.import.endless')
        : t('clusters.import.expires', {
            date: new Date(expires).toLocaleDateString(i18n.language, { dateStyle: 'long' }),
          }),
    ],
  ].filter(([, value]) => value);
  return (
    <Alert
      isInline
      variant={isShort ? 'warning' : 'success'}
      title={t(isShort ? 'clusters.import.verifiedShort' : 'clusters.import.verified')}
      data-testid="verify-result"
    >
      <DescriptionList isCompact isHorizontal className="kp-facts">
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription className="kp-cell-wrap">{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <ConditionList conditions={conditions} label={t('clusters.rights')} />
    </Alert>
  );
}
