import { ActionGroup, Button, Card, CardBody, CardTitle, Form, FormGroup, Skeleton } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { PasswordInput } from '@/shared/forms/PasswordInput';
import { changePassword, passwordQuery } from '../../session';
import { sessionsKey } from '../accountApi';
import { NewPasswordFields } from './NewPasswordFields';
import { isAllowed } from './passwordRules';

/** Changes one's own password. Every other session ends with it. */
export function PasswordCard() {
  const { t } = useTranslation();
  const { data, error } = useQuery(passwordQuery);
  return (
    <Card>
      <CardTitle component="h2">{t('account.password.title')}</CardTitle>
      <CardBody>
        <FailureAlert error={error} />
        {!data && !error && <Skeleton screenreaderText={t('list.loading')} />}
        {data?.allowModify === false && <p>{t('account.password.elsewhere')}</p>}
        {data?.allowModify && <PasswordForm />}
      </CardBody>
    </Card>
  );
}

function PasswordForm() {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const { data } = useQuery(passwordQuery);
  const [old, setOld] = useState('');
  const [wanted, setWanted] = useState('');
  const [repeated, setRepeated] = useState('');
  const changing = useMutation({
    mutationFn: () => changePassword(old, wanted),
    gcTime: 0,
    onSuccess: async () => {
      toast({ variant: 'success', title: t('account.password.changed') });
      setOld('');
      setWanted('');
      setRepeated('');
      await client.invalidateQueries({ queryKey: sessionsKey });
    },
  });
  const canChange =
    old !== '' &&
    wanted === repeated &&
    (data ? isAllowed(wanted, data.demands) : wanted !== '') &&
    !changing.isPending;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canChange) changing.mutate();
      }}
    >
      <p className="kp-muted">{t('account.password.about')}</p>
      <FailureAlert error={changing.error} />
      <FormGroup label={t('account.password.old')} fieldId="old-password" isRequired>
        <PasswordInput id="old-password" value={old} onChange={setOld} />
      </FormGroup>
      <NewPasswordFields password={wanted} repeated={repeated} onPassword={setWanted} onRepeated={setRepeated} />
      <ActionGroup>
        <Button type="submit" isDisabled={!canChange} isLoading={changing.isPending}>
          {t('signIn.change')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
