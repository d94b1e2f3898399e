import { ActionGroup, Alert, Button, Form } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { clusterPath } from '@/shared/api/paths';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { Field } from '@/shared/forms/Field';
import { GuideSection } from '../import/GuideSection';
import { KubeconfigField } from '../import/KubeconfigField';
import { VerifyResult } from '../import/VerifyResult';
import type { ClusterValidation } from '../shapes';

const id = 'replace-kubeConfigString';

/** Another kubeconfig for the same cluster: verified first, then swapped in while everything goes on. */
export function KubeconfigForm({ cluster, onClose }: { cluster: string; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [kubeConfigString, setKubeconfig] = useState('');
  useEffect(() => document.getElementById(id)?.focus({ preventScroll: true }), []);
  const verify = useMutation({
    mutationFn: async () => {
      const { kubeconfig } = await request<ClusterValidation>('POST', `${clusterPath(cluster)}/validate`, {
        body: { kubeConfigString },
      });
      return { ...kubeconfig, kubeConfigString };
    },
  });
  const replace = useMutation({
    mutationFn: () => request('PUT', clusterPath(cluster), { body: { kubeConfigString } }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('clusters.kubeconfig.done', { cluster }) });
      onClose();
      await client.invalidateQueries();
    },
  });
  const isVerified = verify.data?.validateResult === true && verify.data.kubeConfigString === kubeConfigString;
  const failure = replace.error ?? verify.error;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (isVerified) replace.mutate();
        else verify.mutate();
      }}
    >
      <p>{t('clusters.kubeconfig.body', { cluster })}</p>
      {failure && (
        <Alert isInline variant="danger" title={failure.message}>
          <ErrorReference error={failure instanceof ApiError ? failure : undefined} />
        </Alert>
      )}
      <Field id={id} label="Kubeconfig" isRequired help={t('clusters.import.kubeconfigHelp')}>
        <KubeconfigField id={id} value={kubeConfigString} hasError={false} onChange={setKubeconfig} />
      </Field>
      <GuideSection />
      <VerifyResult answer={verify.data} />
      <ActionGroup>
        <Button
          variant={isVerified ? 'secondary' : 'primary'}
          isDisabled={!kubeConfigString.trim() || verify.isPending}
          isLoading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('clusters.import.verify')}
        </Button>
        <Button
          type="submit"
          variant={isVerified ? 'primary' : 'secondary'}
          isDisabled={!isVerified || replace.isPending}
          isLoading={replace.isPending}
        >
          {t('clusters.kubeconfig.submit')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
