import { TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { Field } from '@/shared/forms/Field';
import { FormDialog } from '@/shared/forms/FormDialog';
import { groupPath, groupsPath, peopleKey, type GroupInfo } from '../people/peopleApi';
import { faultyField, nameFault } from '../users/userFields';

/** Makes a group, or changes what is said about one: its name stays. */
export function GroupDialog({ group, onClose }: { group?: GroupInfo; onClose(): void }) {
  const { t } = useTranslation();
  const [name, setName] = useState(group?.name ?? '');
  const [description, setDescription] = useState(group?.description ?? '');
  const word = group ? 'edit' : 'create';
  const saving = useDialogAction({
    run: () =>
      group
        ? request('PUT', groupPath(group.id), { body: { description } })
        : request('POST', groupsPath, { body: { name, description } }),
    done: t(`groups.${word}.done`, { name }),
    changes: peopleKey,
    onDone: onClose,
  });
  const fault = name === '' ? null : nameFault(name);
  const refused = faultyField(saving.error, ['name', 'description']);
  const message = saving.error?.message;
  return (
    <FormDialog
      id="group"
      title={group ? t('groups.edit.title', { name }) : t('groups.create.open')}
      action={t(group ? 'actions.save' : 'users.create.do')}
      isReady={group ? description !== group.description : name !== '' && !fault}
      doing={saving}
      isErrorShown={refused !== undefined}
      onClose={onClose}
    >
      <Field
        id="group-name"
        label={t('fields.name')}
        isRequired={!group}
        help={t(group ? 'users.nameFixed' : 'groups.nameHelp')}
        error={refused === 'name' ? message : fault ? t(`users.nameFaults.${fault}`) : undefined}
      >
        <TextInput
          id="group-name"
          value={name}
          maxLength={63}
          autoComplete="off"
          autoFocus={!group}
          readOnlyVariant={group && 'default'}
          aria-describedby="group-name-help"
          onChange={(_event, value) => setName(value)}
        />
      </Field>
      <Field
        id="group-description"
        label={t('users.description')}
        error={refused === 'description' ? message : undefined}
      >
        <TextInput
          id="group-description"
          value={description}
          maxLength={250}
          autoComplete="off"
          autoFocus={!!group}
          onChange={(_event, value) => setDescription(value)}
        />
      </Field>
    </FormDialog>
  );
}
