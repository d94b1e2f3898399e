import { Label, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { FilterText } from '@/shared/list/FilterText';
import { PageLink } from '@/shared/places/PageLink';
import type { TableColumn } from '@/shared/table/DataTable';
import { FilterBar } from '@/shared/table/FilterBar';
import { FilterOptions } from '@/shared/table/FilterOptions';
import { PagedTable } from '@/shared/table/PagedTable';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { peopleKey } from '../people/peopleApi';
import { PeoplePage } from '../people/PeoplePage';
import { useRoleWords } from '../people/roleWords';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { RoleDialog } from './RoleDialog';
import { roleLink, rolesPath, type RoleInfo } from './rolesApi';
import { useRoleActions } from './useRoleActions';

/** The platform roles: those that are built in, and those that somebody made. */
export function RolesPage() {
  const { t } = useTranslation();
  return (
    <PeoplePage of="roles" title={t('platformRoles.title')} about={t('platformRoles.about')}>
      <RoleList />
    </PeoplePage>
  );
}

const filtered = ['search', 'roleType'] as const;

function RoleList() {
  const { t } = useTranslation();
  const words = useRoleWords();
  const filters = useFilters(filtered);
  const page = usePage<RoleInfo>({ key: peopleKey, path: rolesPath, query: filters.values });
  const [isCreating, setCreating] = useState(false);
  const mayCreate = usePlatformRefusal('roles', 'create');
  const { actionsOf, dialog } = useRoleActions();
  const columns: TableColumn<RoleInfo>[] = [
    {
      id: 'name',
      title: 'fields.name',
      isName: true,
      render: ({ name }) => <PageLink to={roleLink(name)}>{words.name(name)}</PageLink>,
    },
    { id: 'type', title: 'fields.type', render: ({ type }) => <RoleType type={type} /> },
    { id: 'about', title: 'users.roles.gives', secondary: true, render: (role) => words.about(role) || '–' },
    { id: 'users', title: 'users.title', numeric: true, render: ({ userCount }) => userCount },
    { id: 'groups', title: 'groups.title', numeric: true, render: ({ groupCount }) => groupCount },
  ];
  return (
    <>
      <FilterBar
        filters={filters}
        actions={
          <ToolbarItem align={{ default: 'alignEnd' }}>
            <GuardedButton refusal={mayCreate} onClick={() => setCreating(true)}>
              {t('platformRoles.create.open')}
            </GuardedButton>
          </ToolbarItem>
        }
      >
        <FilterText
          label={t('fields.name')}
          value={filters.value('search')}
          onChange={(search) => filters.set({ search })}
        />
        <FilterOptions
          label={t('fields.type')}
          value={filters.value('roleType')}
          options={[
            ['query_system', t('platformRoles.types.system')],
            ['query_custom', t('platformRoles.types.custom')],
          ]}
          onChange={(roleType) => filters.set({ roleType })}
        />
      </FilterBar>
      <PagedTable
        label={t('platformRoles.title')}
        page={page}
        filters={filters}
        columns={columns}
        keyOf={({ name }) => name}
        nameOf={({ name }) => words.name(name)}
        actions={actionsOf}
        empty={{ title: 'platformRoles.none', body: 'platformRoles.noneBody' }}
      />
      {isCreating && <RoleDialog onClose={() => setCreating(false)} />}
      {dialog}
    </>
  );
}

/** Whether a role is built in or was made by somebody. */
export function RoleType({ type }: { type: string }) {
  const { t } = useTranslation();
  return <Label isCompact>{t(`platformRoles.types.${type as 'system' | 'custom'}`)}</Label>;
}
