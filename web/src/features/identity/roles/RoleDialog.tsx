import { Spinner, TextInput } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { Field } from '@/shared/forms/Field';
import { FormDialog } from '@/shared/forms/FormDialog';
import { peopleKey } from '../people/peopleApi';
import { faultyField } from '../users/userFields';
import { heldKeys, pointGroups } from './points';
import { PointsField } from './PointsField';
import { pointsPath, rolePath, rolesPath, type AllPermissions, type RoleDetail } from './rolesApi';

const namePattern = /^[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?$/;

/** Makes a role of permissions, or changes one; its name stays. */
export function RoleDialog({ name: known, onClose }: { name?: string; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState(known ?? '');
  // What was changed; what was not is as the role has it.
  const [description, setDescription] = useState<string | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null);
  const { data: all, error } = useQuery({
    queryKey: [...peopleKey, pointsPath, i18n.language],
    queryFn: async ({ signal }) => pointGroups(await get<AllPermissions>(pointsPath, undefined, signal)),
  });
  const role = useQuery({
    queryKey: [...peopleKey, 'role', known ?? '', i18n.language],
    queryFn: ({ signal }) => get<RoleDetail>(rolePath(known ?? ''), undefined, signal),
    enabled: known !== undefined,
  });
  const points = chosen ?? new Set(role.data ? heldKeys(role.data) : []);
  const text = description ?? role.data?.description ?? '';
  const perms = (all ?? [])
    .flatMap((group) => group.points.filter(({ key }) => points.has(key)))
    .map(({ point }) => point);
  const word = known ? 'edit' : 'create';
  const saving = useDialogAction({
    run: () =>
      known
        ? request('PUT', rolePath(known), { body: { description: text, perms } })
        : request('POST', rolesPath, { body: { name, description: text, scope: 'platform', perms } }),
    done: t(`platformRoles.${word}.done`, { name }),
    changes: peopleKey,
    onDone: onClose,
  });
  const refused = faultyField(saving.error, ['name', 'description']);
  const message = saving.error?.message;
  const isWrong = name !== '' && !namePattern.test(name);
  const isLoaded = all !== undefined && (known === undefined || role.data !== undefined);
  return (
    <FormDialog
      id="role"
      variant="medium"
      title={known ? t('platformRoles.edit.title', { name }) : t('platformRoles.create.open')}
      action={t(known ? 'actions.save' : 'users.create.do')}
      isReady={isLoaded && name !== '' && !isWrong && perms.length > 0}
      doing={saving}
      isErrorShown={refused !== undefined}
      onClose={onClose}
    >
      <Field
        id="role-name"
        label={t('fields.name')}
        isRequired={!known}
        help={known ? t('platformRoles.nameFixed') : t('platformRoles.nameHelp')}
        error={refused === 'name' ? message : isWrong ? t('platformRoles.nameHelp') : undefined}
      >
        <TextInput
          id="role-name"
          value={name}
          maxLength={63}
          autoComplete="off"
          autoFocus={!known}
          readOnlyVariant={known === undefined ? undefined : 'default'}
          aria-describedby="role-name-help"
          onChange={(_event, value) => setName(value)}
        />
      </Field>
      <Field
        id="role-description"
        label={t('users.description')}
        error={refused === 'description' ? message : undefined}
      >
        <TextInput
          id="role-description"
          value={text}
          maxLength={250}
          autoComplete="off"
          onChange={(_event, value) => setDescription(value)}
        />
      </Field>
      {isLoaded ? (
        <PointsField groups={all} chosen={points} onChange={setChosen} />
      ) : error ? (
        <p role="alert">{error.message}</p>
      ) : (
        <Spinner size="md" aria-label={t('shell.loading')} />
      )}
    </FormDialog>
  );
}
