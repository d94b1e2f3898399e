import { TextInput } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';
import { emailFault, type UserFields } from './userFields';

interface Props {
  fields: UserFields;
  /** What the server found fault with, and in which words. */
  refusal: { field: string | undefined; message: string | undefined };
  onChange(fields: UserFields): void;
}

const longest = { firstname: 63, lastname: 63, email: 254, description: 250 } as const;

/** What is said about somebody. */
export function UserFieldset({ fields, refusal, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {(['firstname', 'lastname', 'email', 'description'] as const).map((name) => (
        <Field
          key={name}
          id={`user-${name}`}
          label={t(`users.${name}`)}
          error={
            refusal.field === name
              ? refusal.message
              : name === 'email' && emailFault(fields.email)
                ? t('users.emailInvalid')
                : undefined
          }
        >
          <TextInput
            id={`user-${name}`}
            value={fields[name]}
            maxLength={longest[name]}
            autoComplete="off"
            onChange={(_event, value) => onChange({ ...fields, [name]: value })}
          />
        </Field>
      ))}
    </>
  );
}
