import { Button, Content, Form, FormGroup } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import { factorQuery } from './account/accountApi';
import { CodeField } from './account/factor/CodeField';
import { ConfirmFactor } from './account/factor/ConfirmFactor';
import { RecoveryCodes } from './account/factor/RecoveryCodes';
import { useConfirmFactor } from './account/factor/useConfirmFactor';
import { NewPasswordFields } from './account/password/NewPasswordFields';
import { isAllowed } from './account/password/passwordRules';
import { beginSecondFactor, changePassword, passwordQuery, sendCode, type SignInAnswer } from './session';

interface Props {
  answer: SignInAnswer;
  /** The password that was just right: what comes next asks for it once more. Empty where nobody typed one: the session was there before the page. */
  password: string;
  onPassword(next: string): void;
  onDone(answer: SignInAnswer): Promise<void>;
  onRestart(): void;
}

/** What comes between the right password and the console: a code, a new password, or setting up a second factor. */
export function SignInStep(props: Props) {
  const { t } = useTranslation();
  return (
    <>
      {props.answer.next === 'code' && <CodeStep {...props} />}
      {props.answer.next === 'password' && <PasswordStep {...props} />}
      {props.answer.next === 'enrol' && <EnrolStep {...props} />}
      <Button variant="link" onClick={props.onRestart}>
        {t('signIn.restart')}
      </Button>
    </>
  );
}

function CodeStep({ answer, onDone }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const sending = useMutation({
    mutationFn: () => sendCode(answer.challenge ?? '', code),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (code && !sending.isPending) sending.mutate();
      }}
    >
      <FailureAlert error={sending.error} />
      <CodeField help={t('signIn.codeHint')} value={code} onChange={setCode} />
      <Button
        type="submit"
        variant="primary"
        isBlock
        isLoading={sending.isPending}
        isDisabled={!code || sending.isPending}
      >
        {t('signIn.goOn')}
      </Button>
    </Form>
  );
}

/** The password that is asked for once more where nobody typed it on this page. */
function OldPassword({ value, onChange }: { value: string; onChange(next: string): void }) {
  const { t } = useTranslation();
  return (
    <FormGroup label={t('signIn.oldPassword')} fieldId="old-password" isRequired>
      <PasswordInput id="old-password" value={value} onChange={onChange} />
    </FormGroup>
  );
}

function PasswordStep({ password, onPassword, onDone }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data } = useQuery(passwordQuery);
  const [wanted, setWanted] = useState('');
  const [repeated, setRepeated] = useState('');
  const changing = useMutation({
    mutationFn: () => changePassword(password || typed, wanted),
    gcTime: 0,
    onSuccess: async (next) => {
      onPassword(wanted);
      await onDone(next);
    },
  });
  const canChange =
    (password || typed) !== '' &&
    wanted !== '' &&
    wanted === repeated &&
    (!data || isAllowed(wanted, data.demands)) &&
    !changing.isPending;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canChange) changing.mutate();
      }}
    >
      <Content component="p">{t('signIn.mustChange')}</Content>
      <FailureAlert error={changing.error} />
      {!password && <OldPassword value={typed} onChange={setTyped} />}
      <NewPasswordFields password={wanted} repeated={repeated} onPassword={setWanted} onRepeated={setRepeated} />
      <Button type="submit" variant="primary" isBlock isLoading={changing.isPending} isDisabled={!canChange}>
        {t('signIn.change')}
      </Button>
    </Form>
  );
}

function EnrolStep({ password, onDone }: Props) {
  const { t } = useTranslation();
  const { data: factor, error } = useQuery({ ...factorQuery, enabled: !password });
  const [typed, setTyped] = useState('');
  const beginning = useMutation({ mutationFn: () => beginSecondFactor(password || typed), gcTime: 0 });
  const asks = !password && factor?.hasPassword === true;
  const canBegin = (password !== '' || factor !== undefined) && !(asks && !typed) && !beginning.isPending;
  const confirm = useConfirmFactor();
  if (confirm.codes) {
    return (
      <>
        <RecoveryCodes codes={confirm.codes} />
        <Button variant="primary" isBlock onClick={() => void onDone({})}>
          {t('signIn.goOn')}
        </Button>
      </>
    );
  }
  if (!beginning.data) {
    return (
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (canBegin) beginning.mutate();
        }}
      >
        <Content component="p">{t('signIn.mustEnrol')}</Content>
        <FailureAlert error={beginning.error ?? error} />
        {asks && <OldPassword value={typed} onChange={setTyped} />}
        <Button type="submit" variant="primary" isBlock isLoading={beginning.isPending} isDisabled={!canBegin}>
          {t('signIn.begin')}
        </Button>
      </Form>
    );
  }
  return (
    <ConfirmFactor id="enrol" factor={beginning.data} confirm={confirm}>
      <Button
        type="submit"
        variant="primary"
        isBlock
        isLoading={confirm.isPending}
        isDisabled={!confirm.code || confirm.isPending}
      >
        {t('signIn.goOn')}
      </Button>
    </ConfirmFactor>
  );
}
