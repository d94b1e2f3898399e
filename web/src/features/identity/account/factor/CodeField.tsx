import { TextInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';

interface Props {
  help: string;
  value: string;
  onChange(next: string): void;
}

/** A code of the second factor. */
export function CodeField({ help, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Field id="code" label={t('signIn.code')} help={help} isRequired>
      <TextInput
        id="code"
        name="code"
        autoComplete="one-time-code"
        autoFocus
        isRequired
        aria-describedby="code-help"
        value={value}
        onChange={(_event, next) => onChange(next)}
      />
    </Field>
  );
}
