import { Button, Content, Form } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { CodeField } from './account/factor/CodeField';
import { ConfirmFactor } from './account/factor/ConfirmFactor';
import { RecoveryCodes } from './account/factor/RecoveryCodes';
import { useConfirmFactor } from './account/factor/useConfirmFactor';
import { NewPasswordFields } from './account/password/NewPasswordFields';
import { isAllowed } from './account/password/passwordRules';
import { beginSecondFactor, changePassword, passwordQuery, sendCode, type SignInAnswer } from './session';

interface Props {
  answer: SignInAnswer;
  /** The password that was just right: what comes next asks for it once more. */
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

function PasswordStep({ password, onPassword, onDone }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery(passwordQuery);
  const [wanted, setWanted] = useState('');
  const [repeated, setRepeated] = useState('');
  const changing = useMutation({
    mutationFn: () => changePassword(password, wanted),
    gcTime: 0,
    onSuccess: async (next) => {
      onPassword(wanted);
      await onDone(next);
    },
  });
  const canChange =
    wanted !== '' && wanted === repeated && (!data || isAllowed(wanted, data.demands)) && !changing.isPending;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canChange) changing.mutate();
      }}
    >
      <Content component="p">{t('signIn.mustChange')}</Content>
      <FailureAlert error={changing.error} />
      <NewPasswordFields password={wanted} repeated={repeated} onPassword={setWanted} onRepeated={setRepeated} />
      <Button type="submit" variant="primary" isBlock isLoading={changing.isPending} isDisabled={!canChange}>
        {t('signIn.change')}
      </Button>
    </Form>
  );
}

function EnrolStep({ password, onDone }: Props) {
  const { t } = useTranslation();
  const beginning = useMutation({ mutationFn: () => beginSecondFactor(password), gcTime: 0 });
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
      <>
        <Content component="p">{t('signIn.mustEnrol')}</Content>
        <FailureAlert error={beginning.error} />
        <Button variant="primary" isBlock isLoading={beginning.isPending} onClick={() => beginning.mutate()}>
          {t('signIn.begin')}
        </Button>
      </>
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
