import { Button, Label, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { queryString } from '@/shared/api/client';
import { FilterText } from '@/shared/list/FilterText';
import { useSelection } from '@/shared/list/useSelection';
import { PageLink } from '@/shared/places/PageLink';
import type { TableColumn } from '@/shared/table/DataTable';
import { FilterBar } from '@/shared/table/FilterBar';
import { FilterOptions } from '@/shared/table/FilterOptions';
import { orderOf, orderQuery } from '@/shared/table/orderOf';
import { PagedTable } from '@/shared/table/PagedTable';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { Age } from '@/shared/time/Age';
import { fullName, peopleKey, userExportPath, userLink, usersPath, type UserInfo } from '../people/peopleApi';
import { PeoplePage } from '../people/PeoplePage';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { CreateUserDialog } from './CreateUserDialog';
import { UserBulkBar } from './UserBulkBar';
import { UserState } from './UserState';
import { useUserActions } from './useUserActions';

const userFilters = ['search', 'enabled', 'source'] as const;
type UserFilter = (typeof userFilters)[number];

/** The people of the platform, for those who look after them. */
export function UsersPage() {
  const { t } = useTranslation();
  return (
    <PeoplePage of="users" title={t('users.title')} about={t('users.about')}>
      <UserList />
    </PeoplePage>
  );
}

function UserList() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const filters = useFilters<UserFilter, 'order'>(userFilters);
  const order = orderOf(filters);
  const page = usePage<UserInfo>({
    key: peopleKey,
    path: usersPath,
    query: { ...filters.values, ...orderQuery(order) },
  });
  const selection = useSelection(idOf);
  const [isCreating, setCreating] = useState(false);
  const mayCreate = usePlatformRefusal('users', 'create');
  const { actionsOf, dialog } = useUserActions();
  return (
    <>
      <FilterBar
        filters={filters}
        actions={
          <ToolbarGroup align={{ default: 'alignEnd' }}>
            <ToolbarItem>
              <GuardedButton refusal={mayCreate} onClick={() => setCreating(true)}>
                {t('users.create.open')}
              </GuardedButton>
            </ToolbarItem>
            <ToolbarItem>
              <GuardedButton variant="secondary" refusal={mayCreate} onClick={() => void navigate('/user-import')}>
                {t('users.import.open')}
              </GuardedButton>
            </ToolbarItem>
            <ToolbarItem>
              <Button variant="secondary" component="a" href={userExportPath + queryString(filters.values)} download>
                {t('audit.export')}
              </Button>
            </ToolbarItem>
          </ToolbarGroup>
        }
      >
        <FilterText
          label={t('users.search')}
          value={filters.value('search')}
          onChange={(search) => filters.set({ search })}
        />
        <FilterOptions
          label={t('fields.status')}
          value={filters.value('enabled')}
          options={[
            ['true', t('users.states.enabled')],
            ['false', t('users.states.disabled')],
          ]}
          onChange={(enabled) => filters.set({ enabled })}
        />
        <FilterOptions
          label={t('fields.source')}
          value={filters.value('source')}
          options={[
            ['local', t('users.sources.local')],
            ['external', t('users.sources.external')],
          ]}
          onChange={(source) => filters.set({ source })}
        />
      </FilterBar>
      {selection.rows.size > 0 && <UserBulkBar selection={selection} />}
      <PagedTable
        label={t('users.title')}
        page={page}
        filters={filters}
        columns={columns}
        keyOf={idOf}
        nameOf={({ name }) => name}
        order={order}
        selection={selection}
        actions={actionsOf}
        empty={{ title: 'users.none', body: 'users.noneBody' }}
      />
      {isCreating && <CreateUserDialog onClose={() => setCreating(false)} />}
      {dialog}
    </>
  );
}

const idOf = ({ id }: UserInfo) => id;

const columns: readonly TableColumn<UserInfo>[] = [
  {
    id: 'name',
    title: 'fields.name',
    isName: true,
    sortBy: 'name',
    render: ({ name }) => <PageLink to={userLink(name)}>{name}</PageLink>,
  },
  {
    id: 'fullName',
    title: 'users.fullName',
    secondary: true,
    render: (user) => <span className="kp-text">{fullName(user) || '–'}</span>,
  },
  {
    id: 'email',
    title: 'users.email',
    sortBy: 'email',
    secondary: true,
    render: ({ email }) => <span className="kp-text">{email || '–'}</span>,
  },
  { id: 'state', title: 'fields.status', render: (user) => <UserState user={user} /> },
  { id: 'source', title: 'fields.source', render: (user) => <Source user={user} /> },
  {
    id: 'lastLogin',
    title: 'users.lastSignIn',
    sortBy: 'lastLoginAt',
    render: ({ lastLoginAt }) => <LastSignIn at={lastLoginAt} />,
  },
  {
    id: 'created',
    title: 'users.created',
    sortBy: 'createdAt',
    secondary: true,
    render: ({ createdAt }) => <Age since={createdAt} />,
  },
];

/** Who vouches for somebody. */
export function Source({ user }: { user: UserInfo }) {
  const { t } = useTranslation();
  return user.source === 'locale' ? t('users.sources.local') : <Label isCompact>{user.source}</Label>;
}

/** When somebody signed in last. */
export function LastSignIn({ at }: { at: string }) {
  const { t } = useTranslation();
  return at ? <Age since={at} /> : t('users.neverSignedIn');
}
