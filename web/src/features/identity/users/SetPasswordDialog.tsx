import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { OnceDialog } from '@/shared/feedback/OnceDialog';
import { useToast } from '@/shared/feedback/ToastContext';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { FormDialog } from '@/shared/forms/FormDialog';
import { peopleKey, userPath, type UserInfo } from '../people/peopleApi';
import { generated, isChosen, PasswordChoice, passwordBody } from './PasswordChoice';
import { faultyField } from './userFields';

/** Gives somebody another password; what they have open ends. */
export function SetPasswordDialog({ user: { id, name }, onClose }: { user: UserInfo; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [password, setPassword] = useState(generated);
  const setting = useDialogAction({
    run: () => request<{ password?: string }>('PUT', `${userPath(id)}/password`, { body: passwordBody(password) }),
    changes: peopleKey,
    onDone: (made) => {
      if (made.password) return;
      toast({ variant: 'success', title: t('users.password.done', { name }) });
      onClose();
    },
  });
  if (setting.data?.password) {
    return (
      <OnceDialog
        title={t('users.password.done', { name })}
        label={t('signIn.password')}
        secret={setting.data.password}
        about={t('users.password.onceAbout', { name })}
        onClose={onClose}
      />
    );
  }
  const refused = faultyField(setting.error, ['password']);
  return (
    <FormDialog
      id="set-password"
      title={t('users.password.title', { name })}
      action={t('users.password.open')}
      isReady={isChosen(password)}
      doing={setting}
      isErrorShown={refused !== undefined}
      onClose={onClose}
    >
      <p>{t('users.password.body', { name })}</p>
      <PasswordChoice value={password} error={refused && setting.error?.message} onChange={setPassword} />
    </FormDialog>
  );
}
