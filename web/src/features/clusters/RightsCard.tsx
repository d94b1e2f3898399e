import { Alert, Button, Card, CardBody, CardHeader, CardTitle } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { clusterCheckPath } from '@/shared/api/paths';
import type { Cluster } from '@/shared/api/published';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { ConditionList } from './ConditionList';

/** What the credential of a cluster may do, and since when; asked again on demand. */
export function RightsCard({ cluster }: { cluster: Cluster }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const name = cluster.metadata.name;
  const check = useMutation({
    mutationFn: () => request<{ cluster: Cluster }>('POST', clusterCheckPath(name)),
    onSuccess: (answer) => client.setQueryData(['cluster', name], answer.cluster),
  });
  return (
    <Card isFullHeight>
      <CardHeader
        actions={{
          actions: (
            <Button
              variant="link"
              isInline
              isLoading={check.isPending}
              isDisabled={check.isPending}
              onClick={() => check.mutate()}
            >
              {t('clusters.check.action')}
            </Button>
          ),
        }}
      >
        <CardTitle component="h2">{t('clusters.rights')}</CardTitle>
      </CardHeader>
      <CardBody>
        {check.error && (
          <Alert isInline variant="warning" title={check.error.message}>
            <ErrorReference error={check.error instanceof ApiError ? check.error : undefined} />
          </Alert>
        )}
        <div role="status" className="pf-v6-screen-reader">
          {check.isSuccess && t('clusters.check.done')}
        </div>
        <ConditionList
          conditions={(cluster.status?.conditions ?? []).filter(({ type }) => type !== 'Ready')}
          label={t('clusters.rights')}
          showSince
        />
      </CardBody>
    </Card>
  );
}
