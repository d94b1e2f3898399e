import { Alert } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { ValidateKubeConfigResponse } from '@/shared/api/published';
import { parseTimestamp } from '@/shared/time/timestamp';

/** What became of verifying, in words. */
export function VerifyResult({ answer }: { answer: ValidateKubeConfigResponse | undefined }) {
  const { t, i18n } = useTranslation();
  if (!answer) return null;
  if (!answer.validateResult) {
    return (
      <Alert isInline variant="danger" title={t('clusters.import.notVerified')} data-testid="verify-result">
        {answer.errMsg}
      </Alert>
    );
  }
  const expires = parseTimestamp(answer.kubeconfigExpireTime);
  return (
    <Alert isInline variant="success" title={t('clusters.import.verified')} data-testid="verify-result">
      {expires !== null &&
        t('clusters.import.expires', {
          date: new Date(expires).toLocaleDateString(i18n.language, { dateStyle: 'long' }),
        })}
    </Alert>
  );
}
