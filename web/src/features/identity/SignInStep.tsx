import {
  Alert,
  Button,
  ClipboardCopy,
  CodeBlock,
  CodeBlockCode,
  Content,
  Form,
  FormGroup,
  TextInput,
} from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import { beginSecondFactor, changePassword, confirmSecondFactor, sendCode, type SignInAnswer } from './session';

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
    <CodeForm
      label={t('signIn.code')}
      hint={t('signIn.codeHint')}
      code={code}
      onCode={setCode}
      error={sending.error}
      isPending={sending.isPending}
      onSubmit={() => sending.mutate()}
    />
  );
}

function PasswordStep({ password, onPassword, onDone }: Props) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState('');
  const [repeated, setRepeated] = useState('');
  const changing = useMutation({
    mutationFn: () => changePassword(password, wanted),
    onSuccess: async (next) => {
      onPassword(wanted);
      await onDone(next);
    },
  });
  const isSame = wanted === repeated;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (isSame) changing.mutate();
      }}
    >
      <Content component="p">{t('signIn.mustChange')}</Content>
      {changing.error && <Alert isInline variant="danger" title={changing.error.message} role="alert" />}
      <FormGroup label={t('signIn.newPassword')} fieldId="new-password" isRequired>
        <PasswordInput id="new-password" value={wanted} onChange={setWanted} />
      </FormGroup>
      <FormGroup label={t('signIn.repeatPassword')} fieldId="repeat-password" isRequired>
        <PasswordInput id="repeat-password" value={repeated} onChange={setRepeated} />
      </FormGroup>
      <Button
        type="submit"
        variant="primary"
        isBlock
        isLoading={changing.isPending}
        isDisabled={!wanted || !isSame || changing.isPending}
      >
        {t('signIn.change')}
      </Button>
    </Form>
  );
}

function EnrolStep({ password, onDone }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const beginning = useMutation({ mutationFn: () => beginSecondFactor(password) });
  const confirming = useMutation({ mutationFn: () => confirmSecondFactor(code), onError: () => setCode('') });
  if (confirming.data) {
    return (
      <>
        <Content component="p">{t('signIn.recoveryCodes')}</Content>
        <CodeBlock>
          <CodeBlockCode>{confirming.data.codes.join('\n')}</CodeBlockCode>
        </CodeBlock>
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
        {beginning.error && <Alert isInline variant="danger" title={beginning.error.message} role="alert" />}
        <Button variant="primary" isBlock isLoading={beginning.isPending} onClick={() => beginning.mutate()}>
          {t('signIn.begin')}
        </Button>
      </>
    );
  }
  return (
    <>
      <Content component="p">{t('signIn.secret')}</Content>
      <ClipboardCopy isReadOnly hoverTip={t('signIn.copy')} clickTip={t('signIn.copied')}>
        {beginning.data.secret}
      </ClipboardCopy>
      <CodeForm
        label={t('signIn.code')}
        hint={t('signIn.confirmHint')}
        code={code}
        onCode={setCode}
        error={confirming.error}
        isPending={confirming.isPending}
        onSubmit={() => confirming.mutate()}
      />
    </>
  );
}

interface CodeFormProps {
  label: string;
  hint: string;
  code: string;
  onCode(next: string): void;
  error: Error | null;
  isPending: boolean;
  onSubmit(): void;
}

function CodeForm({ label, hint, code, onCode, error, isPending, onSubmit }: CodeFormProps) {
  const { t } = useTranslation();
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Content component="p">{hint}</Content>
      {error && <Alert isInline variant="danger" title={error.message} role="alert" />}
      <FormGroup label={label} fieldId="code" isRequired>
        <TextInput
          id="code"
          name="code"
          autoComplete="one-time-code"
          autoFocus
          isRequired
          value={code}
          onChange={(_event, next) => onCode(next)}
        />
      </FormGroup>
      <Button type="submit" variant="primary" isBlock isLoading={isPending} isDisabled={!code || isPending}>
        {t('signIn.goOn')}
      </Button>
    </Form>
  );
}
