import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { checkFields, type ClusterFields } from './clusterFields';

/** What is wrong with each field, by our own check and in the server's words; a refusal that names none of them stands alone. */
export function useFieldErrors<Field extends string>(
  fields: ClusterFields,
  known: readonly Field[],
  failures: readonly (Error | null)[],
) {
  const { t } = useTranslation();
  const found = useMemo(() => checkFields(fields), [fields]);
  const errors: Partial<Record<Field | keyof ClusterFields, string>> = {};
  for (const { field, reason } of found) errors[field] = t(`clusters.form.errors.${reason}`);
  let refusal: ApiError | null = null;
  for (const failure of failures) {
    if (!(failure instanceof ApiError)) continue;
    const field = fieldOf(failure.field, [...known, ...(Object.keys(fields) as (keyof ClusterFields)[])]);
    if (field) errors[field] ??= failure.message;
    else refusal = failure;
  }
  return { errors, refusal, isClean: found.length === 0 };
}

function fieldOf<Field extends string>(field: string | undefined, known: readonly Field[]): Field | undefined {
  const [first = ''] = (field ?? '').split(/[.[]/);
  return known.find((one) => one === first);
}
