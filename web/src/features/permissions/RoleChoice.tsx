import { FormGroup, Radio } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { permissionsKey, rolesPath, type RoleList } from './permissionsApi';
import { grantedRoles, roleAbout, roleName } from './roleWords';

interface Props {
  level: 'cluster' | 'namespace';
  cluster: string;
  /** One namespace of the choice; empty where none is chosen yet. */
  namespace: string;
  value: string;
  onChange(role: string): void;
}

/** One of the roles, each with what it may. One that the person may not give there cannot be chosen, and says so. */
export function RoleChoice({ level, cluster, namespace, value, onChange }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: [...permissionsKey, 'roles', cluster, namespace],
    queryFn: ({ signal }) => get<RoleList>(rolesPath, { cluster, namespace }, signal),
    enabled: cluster !== '',
  });
  return (
    <FormGroup role="radiogroup" isStack fieldId="grant-role" label={t('permissions.role')} isRequired>
      {grantedRoles[level].map((role) => {
        const mayNot = data?.items.find(({ name }) => name === role)?.mayGrant === false;
        return (
          <Radio
            key={role}
            id={`grant-role-${role}`}
            name="grant-role"
            label={roleName(t, role)}
            description={mayNot ? t('permissions.mayNotGrant') : roleAbout(t, role)}
            isDisabled={mayNot}
            isChecked={value === role}
            onChange={() => onChange(role)}
          />
        );
      })}
    </FormGroup>
  );
}
