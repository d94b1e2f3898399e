import { TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { Field } from '@/shared/forms/Field';
import { FormDialog } from '@/shared/forms/FormDialog';
import { peopleKey, userPath, type UserInfo } from '../people/peopleApi';
import { emailFault, faultyField, type UserFields } from './userFields';
import { UserFieldset } from './UserFieldset';

/** Changes what is said about somebody; the name stays. Only what was changed is sent. */
export function EditUserDialog({ user, onClose }: { user: UserInfo; onClose(): void }) {
  const { t } = useTranslation();
  const [before] = useState<UserFields>(() => {
    const { firstname, lastname, email, description } = user;
    return { firstname, lastname, email, description };
  });
  const [fields, setFields] = useState(before);
  const changed = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => before[name as keyof UserFields] !== value),
  );
  const saving = useDialogAction({
    run: () => request('PUT', userPath(user.id), { body: changed }),
    done: t('users.edit.done', { name: user.name }),
    changes: peopleKey,
    onDone: onClose,
  });
  const refused = faultyField(saving.error, ['firstname', 'lastname', 'email', 'description']);
  return (
    <FormDialog
      id="edit-user"
      title={t('users.edit.title', { name: user.name })}
      action={t('actions.save')}
      isReady={Object.keys(changed).length > 0 && !emailFault(fields.email)}
      doing={saving}
      isErrorShown={refused !== undefined}
      onClose={onClose}
    >
      <Field id="user-name" label={t('fields.name')} help={t('users.nameFixed')}>
        <TextInput id="user-name" value={user.name} readOnlyVariant="default" aria-describedby="user-name-help" />
      </Field>
      <UserFieldset fields={fields} refusal={{ field: refused, message: saving.error?.message }} onChange={setFields} />
    </FormDialog>
  );
}
