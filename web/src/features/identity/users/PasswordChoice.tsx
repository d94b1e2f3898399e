import { Checkbox, FormGroup, Radio } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { Field } from '@/shared/forms/Field';
import { PasswordInput } from '@/shared/forms/PasswordInput';

/** A password for somebody else. */
export interface ChosenPassword {
  isGenerated: boolean;
  password: string;
  /** Whether it is for the first sign-in only. A generated one always is. */
  isTemporary: boolean;
}

export const generated: ChosenPassword = { isGenerated: true, password: '', isTemporary: true };

export const isChosen = ({ isGenerated, password }: ChosenPassword) => isGenerated || password.length >= 8;

interface Props {
  value: ChosenPassword;
  error: string | undefined;
  onChange(value: ChosenPassword): void;
}

/** One that is generated and shown once, or one that is given. */
export function PasswordChoice({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <FormGroup role="radiogroup" isStack fieldId="user-password-choice" label={t('signIn.password')} isRequired>
      <Radio
        id="user-password-generated"
        name="user-password"
        label={t('users.password.generated')}
        description={t('users.password.generatedHelp')}
        isChecked={value.isGenerated}
        onChange={() => onChange({ ...value, isGenerated: true, isTemporary: true })}
      />
      <Radio
        id="user-password-given"
        name="user-password"
        label={t('users.password.given')}
        isChecked={!value.isGenerated}
        onChange={() => onChange({ ...value, isGenerated: false })}
        body={
          !value.isGenerated && (
            <>
              <Field id="user-password-text" label={t('signIn.password')} help={t('users.password.help')} error={error}>
                <PasswordInput
                  id="user-password-text"
                  value={value.password}
                  onChange={(password) => onChange({ ...value, password })}
                />
              </Field>
              <Checkbox
                id="user-password-temporary"
                className="kp-space-top"
                label={t('users.password.temporary')}
                isChecked={value.isTemporary}
                onChange={(_event, isTemporary) => onChange({ ...value, isTemporary })}
              />
            </>
          )
        }
      />
    </FormGroup>
  );
}

/** The part of a request that says it. */
export const passwordBody = ({ isGenerated, password, isTemporary }: ChosenPassword) =>
  isGenerated ? {} : { password, temporary: isTemporary };
