import { TextInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';
import { daysOf } from './auditKeep';

interface Props {
  id: string;
  label: string;
  value: string;
  onChange(value: string): void;
}

/** A number of days. */
export function DaysField({ id, label, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field id={id} label={label} help={t('audit.keep.help')} isRequired>
      <TextInput
        id={id}
        type="number"
        min={1}
        max={36_500}
        value={value}
        validated={daysOf(value) === null ? 'error' : 'default'}
        aria-describedby={`${id}-help`}
        onChange={(_event, next) => onChange(next)}
      />
    </Field>
  );
}
