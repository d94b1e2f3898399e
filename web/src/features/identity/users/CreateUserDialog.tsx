import { TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { OnceDialog } from '@/shared/feedback/OnceDialog';
import { useToast } from '@/shared/feedback/ToastContext';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { Field } from '@/shared/forms/Field';
import { FormDialog } from '@/shared/forms/FormDialog';
import { peopleKey, usersPath } from '../people/peopleApi';
import { generated, isChosen, PasswordChoice, passwordBody } from './PasswordChoice';
import { emailFault, faultyField, nameFault, noFields } from './userFields';
import { UserFieldset } from './UserFieldset';

/** Adds somebody; a generated password is shown once. */
export function CreateUserDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [name, setName] = useState('');
  const [fields, setFields] = useState(noFields);
  const [password, setPassword] = useState(generated);
  const creating = useDialogAction({
    run: () =>
      request<{ password?: string }>('POST', usersPath, { body: { name, ...fields, ...passwordBody(password) } }),
    changes: peopleKey,
    onDone: (made) => {
      if (made.password) return;
      toast({ variant: 'success', title: t('users.create.done', { name }) });
      onClose();
    },
  });
  if (creating.data?.password) {
    return (
      <OnceDialog
        title={t('users.create.done', { name })}
        label={t('signIn.password')}
        secret={creating.data.password}
        about={t('users.password.onceAbout', { name })}
        onClose={onClose}
      />
    );
  }
  const fault = name === '' ? null : nameFault(name);
  const refused = faultyField(creating.error, ['name', 'password', 'firstname', 'lastname', 'email', 'description']);
  const message = creating.error?.message;
  return (
    <FormDialog
      id="create-user"
      variant="medium"
      title={t('users.create.open')}
      action={t('users.create.do')}
      isReady={name !== '' && !fault && !emailFault(fields.email) && isChosen(password)}
      doing={creating}
      isErrorShown={refused !== undefined}
      onClose={onClose}
    >
      <Field
        id="user-name"
        label={t('fields.name')}
        isRequired
        help={t('users.nameHelp')}
        error={refused === 'name' ? message : fault ? t(`users.nameFaults.${fault}`) : undefined}
      >
        <TextInput
          id="user-name"
          value={name}
          maxLength={63}
          autoComplete="off"
          autoFocus
          aria-describedby="user-name-help"
          onChange={(_event, value) => setName(value)}
        />
      </Field>
      <UserFieldset fields={fields} refusal={{ field: refused, message }} onChange={setFields} />
      <PasswordChoice value={password} error={refused === 'password' ? message : undefined} onChange={setPassword} />
    </FormDialog>
  );
}
