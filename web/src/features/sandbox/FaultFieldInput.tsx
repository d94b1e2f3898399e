import { FormSelect, FormSelectOption, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { listPath } from '@/shared/api/paths';
import type { ListResponse } from '@/shared/api/published';
import { Field } from '@/shared/forms/Field';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { isNumber, type FaultField, type FaultKind } from './faultKinds';

interface Props {
  cluster: string;
  kind: FaultKind;
  field: FaultField;
  value: string;
  onChange(value: string): void;
}

/** One thing that a fault can be told. */
export function FaultFieldInput({ cluster, kind, field, value, onChange }: Props) {
  const { t } = useTranslation();
  const id = `fault-${field}`;
  const choices = useChoices(cluster, field);
  const isRequired = field === 'node' || (field === 'namespace' && kind === 'FullQuota');
  const options = choices && (isRequired || field === 'namespace') ? ['', ...choices] : choices;
  return (
    <Field
      id={id}
      label={field === 'seconds' ? t(`sandbox.seconds.${secondsMeaning[kind] ?? 'wait'}`) : t(`sandbox.field.${field}`)}
      help={field === 'every' ? t('sandbox.everyHelp') : field === 'resource' ? t('sandbox.resourceHelp') : undefined}
      isRequired={isRequired}
    >
      {options ? (
        <FormSelect id={id} value={value} onChange={(_event, chosen) => onChange(chosen)}>
          {options.map((option) => (
            <FormSelectOption
              key={option}
              value={option}
              label={labelOf(option, field, isRequired)}
              isPlaceholder={option === '' && isRequired}
            />
          ))}
        </FormSelect>
      ) : (
        <TextInput
          id={id}
          type={isNumber(field) ? 'number' : 'text'}
          value={value}
          aria-describedby={`${id}-help`}
          onChange={(_event, text) => onChange(text)}
        />
      )}
    </Field>
  );

  function labelOf(option: string, of: FaultField, needed: boolean): string {
    if (option === '') return needed ? t('sandbox.choose') : t('sandbox.anyNamespace');
    if (of === 'webhook') return t(`sandbox.webhook.${option as 'TimedOut' | 'Refused'}`);
    if (of === 'certificate') return t(`sandbox.certificate.${option as 'OtherAuthority' | 'Expired'}`);
    return option;
  }
}

// What the seconds of a fault are.
const secondsMeaning: Partial<Record<FaultKind, 'ahead' | 'retry' | 'turn'>> = {
  ClockSkew: 'ahead',
  TooManyRequests: 'retry',
  Flapping: 'turn',
};

function useChoices(cluster: string, field: FaultField): readonly string[] | null {
  const namespaces = useNamespaceNames(cluster);
  const { data: nodes } = useQuery({
    queryKey: ['nodeNames', cluster],
    queryFn: ({ signal }) =>
      get<ListResponse<{ metadata: { name: string } }>>(listPath('nodes', cluster), { pageSize: 1000 }, signal),
    select: (page) => (page.items ?? []).map(({ metadata }) => metadata.name).sort(),
    enabled: field === 'node',
  });
  switch (field) {
    case 'node':
      return nodes ?? [];
    case 'namespace':
      return namespaces;
    case 'webhook':
      return ['TimedOut', 'Refused'];
    case 'certificate':
      return ['OtherAuthority', 'Expired'];
    default:
      return null;
  }
}
