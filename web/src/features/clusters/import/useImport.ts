import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { clustersPath } from '@/shared/api/paths';
import type { ValidateKubeConfigResponse } from '@/shared/api/published';
import { useToast } from '@/shared/feedback/ToastContext';
import { checkImport, readLabels, type ImportFields } from './importFields';

type Errors = Partial<Record<keyof ImportFields, string>>;

/** Verifies a kubeconfig and imports its cluster; what the server refuses is shown at its field. */
export function useImport(fields: ImportFields, onImported: () => void) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const { kubeConfigString } = fields;

  const verify = useMutation({
    mutationFn: async () => {
      const answer = await request<ValidateKubeConfigResponse>('POST', `${clustersPath}/validate`, {
        body: { kubeConfigString },
      });
      return { ...answer, kubeConfigString };
    },
  });
  const submit = useMutation({
    mutationFn: () => request('POST', clustersPath, { body: { ...fields, labels: readLabels(fields.labels) ?? {} } }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('clusters.import.done', { cluster: fields.name }) });
      onImported();
      await client.invalidateQueries();
    },
  });

  // A kubeconfig that was changed after it was verified is not verified.
  const isVerified = verify.data?.validateResult === true && verify.data.kubeConfigString === kubeConfigString;
  const found = useMemo(() => checkImport(fields), [fields]);
  const errors: Errors = Object.fromEntries(
    found.map(({ field, reason }) => [field, t(`clusters.import.errors.${reason}`)]),
  );
  const refusals = [verify.error, submit.error].filter((error) => error instanceof ApiError);
  let refusal: ApiError | null = null;
  for (const error of refusals) {
    const field = fieldOf(error.field);
    if (field) errors[field] ??= error.message;
    else refusal = error;
  }
  return {
    verify,
    verified: isVerified && fields.name !== '' && found.length === 0,
    submit,
    errors,
    refusal,
  };
}

function fieldOf(field: string | undefined): keyof ImportFields | null {
  const [first = ''] = (field ?? '').split(/[.[]/);
  return ['name', 'aliasName', 'provider', 'labels', 'kubeConfigString'].includes(first)
    ? (first as keyof ImportFields)
    : null;
}
