import {
  ExpandableSection,
  FormSelect,
  FormSelectOption,
  Switch,
  TextArea,
  TextInput,
  Title,
} from '@patternfly/react-core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';
import { say } from '@/shared/i18n/words';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import type { FieldGroup, ProviderField, ProviderValues, Refusal } from './fields';

interface Props {
  kind: 'oidc' | 'ldap';
  groups: readonly FieldGroup[];
  values: ProviderValues;
  refused: Refusal | null;
  isNew: boolean;
  /** Whether a secret is kept already. */
  hasSecret: boolean;
  onChange(name: string, value: string | boolean): void;
}

/** The fields of a provider, group by group. */
export function ProviderFields(props: Props) {
  const { t } = useTranslation();
  const { groups, refused } = props;
  return groups.map((group) => {
    const fields = group.fields.map((field) => <ProviderInput key={field.name} field={field} {...props} />);
    const title = say(t, group.title);
    if (!group.isFolded) {
      return (
        <div key={title} role="group" aria-label={title} className="pf-v6-c-form__section">
          <Title headingLevel="h3" size="md">
            {title}
          </Title>
          {fields}
        </div>
      );
    }
    const isWrong = group.fields.some(({ name }) => name === refused?.field);
    return (
      <Folded key={title} title={title} isForced={isWrong}>
        {fields}
      </Folded>
    );
  });
}

/** Fields that few people need; what is wrong among them is shown. */
function Folded({ title, isForced, children }: { title: string; isForced: boolean; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <ExpandableSection
      toggleText={title}
      isIndented
      isExpanded={isOpen || isForced}
      onToggle={(_event, next) => setOpen(next)}
    >
      <div className="pf-v6-c-form">{children}</div>
    </ExpandableSection>
  );
}

function ProviderInput({ kind, field, values, refused, isNew, hasSecret, onChange }: Props & { field: ProviderField }) {
  const { t } = useTranslation();
  const { name, isRequired = false } = field;
  const id = `${kind}-${name}`;
  const label = say(t, field.label);
  const help =
    field.kind === 'secret' && hasSecret
      ? t('providers.kept')
      : field.help === undefined
        ? undefined
        : say(t, field.help);
  const error = refused?.field === name ? refused.message : undefined;
  const value = values[name] ?? '';
  const isDisabled = field.isFixed === true && !isNew;
  if (field.kind === 'switch') {
    return (
      <Field id={id} label="" help={help} error={error}>
        <Switch id={id} label={label} isChecked={value === true} onChange={(_event, isOn) => onChange(name, isOn)} />
      </Field>
    );
  }
  const written = String(value);
  const common = {
    id,
    isRequired,
    isDisabled,
    value: written,
    validated: error ? ('error' as const) : ('default' as const),
    'aria-describedby': help || error ? `${id}-help` : undefined,
  };
  return (
    <Field id={id} label={label} help={help} error={error} isRequired={isRequired}>
      {field.kind === 'secret' ? (
        <PasswordInput
          id={id}
          value={written}
          autoComplete="off"
          isRequired={isRequired}
          isWrong={error !== undefined}
          describedBy={common['aria-describedby']}
          onChange={(next) => onChange(name, next)}
        />
      ) : field.kind === 'area' ? (
        <TextArea {...common} resizeOrientation="vertical" onChange={(_event, next) => onChange(name, next)} />
      ) : field.kind === 'choice' ? (
        <FormSelect {...common} onChange={(_event, next) => onChange(name, next)}>
          {field.options?.map(([option, text]) => (
            <FormSelectOption key={option} value={option} label={say(t, text)} />
          ))}
        </FormSelect>
      ) : (
        <TextInput
          {...common}
          type={field.kind === 'number' ? 'number' : 'text'}
          maxLength={field.maxLength}
          autoComplete="off"
          onChange={(_event, next) => onChange(name, next)}
        />
      )}
    </Field>
  );
}
