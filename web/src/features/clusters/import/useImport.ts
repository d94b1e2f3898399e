import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { clustersPath } from '@/shared/api/paths';
import { useToast } from '@/shared/feedback/ToastContext';
import { readAnnotations, readLabels } from '../form/clusterFields';
import { useFieldErrors } from '../form/useFieldErrors';
import type { Verification } from '../shapes';
import { isComplete, isName, type ImportFields } from './importFields';

const named = ['name', 'kubeConfigString'] as const;

/** Verifies a kubeconfig and imports its cluster; what the server refuses is shown at its field. */
export function useImport(fields: ImportFields, onImported: () => void) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const { kubeConfigString } = fields;
  const proxyUrl = fields.proxyUrl.trim();

  const verify = useMutation({
    mutationFn: async () => {
      const answer = await request<Verification>('POST', `${clustersPath}/validate`, {
        body: { kubeConfigString, proxyUrl },
      });
      return { ...answer, kubeConfigString, proxyUrl };
    },
  });
  const submit = useMutation({
    mutationFn: () =>
      request('POST', clustersPath, {
        body: {
          ...fields,
          proxyUrl,
          labels: readLabels(fields.labels) ?? {},
          annotations: readAnnotations(fields.annotations) ?? {},
        },
      }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('clusters.import.done', { cluster: fields.name }) });
      onImported();
      await client.invalidateQueries();
    },
  });

  // A kubeconfig or proxy that was changed after it was verified is not verified.
  const isCurrent = verify.data?.kubeConfigString === kubeConfigString && verify.data.proxyUrl === proxyUrl;
  const { errors, refusal } = useFieldErrors(fields, named, [verify.error, submit.error]);
  return {
    verify,
    verified: isCurrent && verify.data?.validateResult === true && isComplete(fields),
    submit,
    errors: isName(fields.name) ? errors : { ...errors, name: t('clusters.import.errors.name') },
    refusal,
  };
}
