import { Alert, Button, Card, CardBody, CardTitle, Form, FormGroup, TextInput, Title } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { BrandMark } from '@/shared/brand/BrandMark';
import { LanguageSwitch } from '@/shared/i18n/LanguageSwitch';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import { ThemeSwitch } from '@/shared/theme/ThemeSwitch';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { backPath } from './leaveForSignIn';
import { useChoicesAtSignIn } from './preferences/useChoicesAtSignIn';
import { DirectoryChoice } from './providers/DirectoryChoice';
import { ProviderButtons } from './providers/ProviderButtons';
import { failureOf } from './providers/providerFailure';
import { sessionQuery, signIn, type SignInAnswer, type SignInNext } from './session';
import { SignInStep } from './SignInStep';

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t('signIn.title'));
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const failed = failureOf(parameters.get('failed'));
  const client = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [directory, setDirectory] = useState('');
  const sendChoices = useChoicesAtSignIn();
  // Who comes from a provider, or reloads the page, has a session already that is for the next step only.
  const { data: session } = useQuery(sessionQuery);
  const [told, setAnswer] = useState<SignInAnswer | null>(null);
  const answer: SignInAnswer = told ?? { next: session?.next as SignInNext | undefined };
  const goOn = async (next: SignInAnswer) => {
    setAnswer(next);
    if (next.next) return;
    await sendChoices();
    await client.resetQueries({ queryKey: sessionQuery.queryKey });
    await navigate(backPath(parameters.get('back')), { replace: true });
  };
  const signingIn = useMutation({
    mutationFn: () => signIn(username, password, directory),
    onSuccess: goOn,
    onError: () => setPassword(''),
  });

  return (
    <main className="kp-sign-in">
      <BrandMark isLarge />
      <Card className="kp-sign-in__card" component="section" isLarge>
        <CardTitle>
          <Title headingLevel="h1" size="2xl">
            {t('signIn.title')}
          </Title>
          <p className="kp-muted">{t('signIn.subtitle')}</p>
        </CardTitle>
        <CardBody>
          {answer.next ? (
            <SignInStep
              key={answer.next}
              answer={answer}
              password={password}
              onPassword={setPassword}
              onDone={goOn}
              onRestart={() => {
                setPassword('');
                setAnswer({});
              }}
            />
          ) : (
            <Form
              onSubmit={(event) => {
                event.preventDefault();
                signingIn.mutate();
              }}
            >
              {failed && !signingIn.error && <Alert isInline variant="danger" title={t(failed)} role="alert" />}
              {signingIn.error && <Alert isInline variant="danger" title={signingIn.error.message} role="alert" />}
              <FormGroup label={t('signIn.username')} fieldId="username" isRequired>
                <TextInput
                  id="username"
                  name="username"
                  autoComplete="username"
                  autoFocus
                  isRequired
                  value={username}
                  onChange={(_event, value) => setUsername(value)}
                />
              </FormGroup>
              <FormGroup label={t('signIn.password')} fieldId="password" isRequired>
                <PasswordInput id="password" value={password} onChange={setPassword} />
              </FormGroup>
              <DirectoryChoice value={directory} onChange={setDirectory} />
              <Button
                type="submit"
                variant="primary"
                isBlock
                isLoading={signingIn.isPending}
                isDisabled={!username || !password || signingIn.isPending}
              >
                {t('signIn.submit')}
              </Button>
            </Form>
          )}
          {!answer.next && <ProviderButtons back={backPath(parameters.get('back'))} />}
        </CardBody>
      </Card>
      <div className="kp-sign-in__switches">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </main>
  );
}
