import { Checkbox, FormGroup } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { FormDialog } from '@/shared/forms/FormDialog';
import { peopleKey, type HeldRole } from './peopleApi';
import { useRoleWords } from './roleWords';

interface Props {
  path: string;
  name: string;
  roles: readonly HeldRole[];
  onClose(): void;
}

/** Gives platform roles to a person or group. One that the giver does not hold cannot be chosen, and says so. */
export function GiveRolesDialog({ path, name, roles, onClose }: Props) {
  const { t } = useTranslation();
  const words = useRoleWords();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const giving = useDialogAction({
    run: () => request('PUT', path, { body: { addRoles: chosen } }),
    done: t('users.roles.given', { name }),
    changes: peopleKey,
    onDone: onClose,
  });
  return (
    <FormDialog
      id="give-roles"
      variant="medium"
      title={t('users.roles.giveTitle', { name })}
      action={t('users.roles.give')}
      isReady={chosen.length > 0}
      doing={giving}
      onClose={onClose}
    >
      <FormGroup role="group" isStack fieldId="give-roles-choice" label={t('platformRoles.title')} isRequired>
        {roles.map((role) => (
          <Checkbox
            key={role.name}
            id={`give-role-${role.name}`}
            label={words.name(role.name)}
            description={
              role.authorized ? t('users.roles.has') : role.mayGive ? words.about(role) : t('users.roles.notHeld')
            }
            isDisabled={role.authorized || !role.mayGive}
            isChecked={role.authorized || chosen.includes(role.name)}
            onChange={(_event, isChosen) =>
              setChosen(isChosen ? [...chosen, role.name] : chosen.filter((each) => each !== role.name))
            }
          />
        ))}
      </FormGroup>
    </FormDialog>
  );
}
