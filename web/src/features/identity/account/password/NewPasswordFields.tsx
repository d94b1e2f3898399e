import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import { passwordQuery } from '../../session';
import { passwordRules } from './passwordRules';

interface Props {
  password: string;
  repeated: string;
  onPassword(next: string): void;
  onRepeated(next: string): void;
}

/** A new password, twice. What it must be is told while it is typed. */
export function NewPasswordFields({ password, repeated, onPassword, onRepeated }: Props) {
  const { t } = useTranslation();
  // NOTE: where the rules cannot be read, the server still says what is wrong.
  const { data } = useQuery(passwordQuery);
  const rules = data ? passwordRules(password, data.demands) : [];
  const differs = repeated !== '' && repeated !== password;
  return (
    <>
      <FormGroup label={t('signIn.newPassword')} fieldId="new-password" isRequired>
        <PasswordInput
          id="new-password"
          value={password}
          autoComplete="new-password"
          describedBy="new-password-rules"
          onChange={onPassword}
        />
        <FormHelperText>
          <HelperText component="ul" id="new-password-rules" aria-label={t('account.password.rules')}>
            {rules.map(({ id, count, isMet }) => (
              <HelperTextItem
                key={id}
                component="li"
                variant={password === '' || isMet === null ? 'indeterminate' : isMet ? 'success' : 'error'}
              >
                {t(`account.password.rule.${id}`, { count, most: data?.demands.maximumLength })}
              </HelperTextItem>
            ))}
          </HelperText>
        </FormHelperText>
      </FormGroup>
      <FormGroup label={t('signIn.repeatPassword')} fieldId="repeat-password" isRequired>
        <PasswordInput
          id="repeat-password"
          value={repeated}
          autoComplete="new-password"
          isWrong={differs}
          describedBy="repeat-password-help"
          onChange={onRepeated}
        />
        <FormHelperText>
          <HelperText id="repeat-password-help" isLiveRegion>
            {differs && <HelperTextItem variant="error">{t('account.password.differs')}</HelperTextItem>}
          </HelperText>
        </FormHelperText>
      </FormGroup>
    </>
  );
}
