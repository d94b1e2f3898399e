import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { FilterText } from '@/shared/list/FilterText';
import { PageLink } from '@/shared/places/PageLink';
import type { TableColumn } from '@/shared/table/DataTable';
import { FilterBar } from '@/shared/table/FilterBar';
import { orderOf, orderQuery } from '@/shared/table/orderOf';
import { PagedTable } from '@/shared/table/PagedTable';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { Age } from '@/shared/time/Age';
import { groupLink, groupsPath, peopleKey, type GroupInfo } from '../people/peopleApi';
import { PeoplePage } from '../people/PeoplePage';
import { usePlatformRefusal } from '../people/usePeopleRights';
import { GroupDialog } from './GroupDialog';
import { GroupSource } from './GroupSource';
import { useGroupActions } from './useGroupActions';

/** Groups of people, for those who look after them. */
export function GroupsPage() {
  const { t } = useTranslation();
  return (
    <PeoplePage of="groups" title={t('groups.title')} about={t('groups.about')}>
      <GroupList />
    </PeoplePage>
  );
}

const filtered = ['search'] as const;

function GroupList() {
  const { t } = useTranslation();
  const filters = useFilters<'search', 'order'>(filtered);
  const order = orderOf(filters);
  const page = usePage<GroupInfo>({
    key: peopleKey,
    path: groupsPath,
    query: { ...filters.values, ...orderQuery(order) },
  });
  const [isCreating, setCreating] = useState(false);
  const mayCreate = usePlatformRefusal('groups', 'create');
  const { actionsOf, dialog } = useGroupActions();
  return (
    <>
      <FilterBar
        filters={filters}
        actions={
          <ToolbarGroup align={{ default: 'alignEnd' }}>
            <ToolbarItem>
              <GuardedButton refusal={mayCreate} onClick={() => setCreating(true)}>
                {t('groups.create.open')}
              </GuardedButton>
            </ToolbarItem>
          </ToolbarGroup>
        }
      >
        <FilterText
          label={t('groups.search')}
          value={filters.value('search')}
          onChange={(search) => filters.set({ search })}
        />
      </FilterBar>
      <PagedTable
        label={t('groups.title')}
        page={page}
        filters={filters}
        columns={columns}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        order={order}
        actions={actionsOf}
        empty={{ title: 'groups.none', body: 'groups.noneBody' }}
      />
      {isCreating && <GroupDialog onClose={() => setCreating(false)} />}
      {dialog}
    </>
  );
}

const columns: readonly TableColumn<GroupInfo>[] = [
  {
    id: 'name',
    title: 'fields.name',
    isName: true,
    sortBy: 'name',
    render: ({ name }) => <PageLink to={groupLink(name)}>{name}</PageLink>,
  },
  {
    id: 'description',
    title: 'users.description',
    render: ({ description }) => <span className="kp-text">{description || '–'}</span>,
  },
  {
    id: 'members',
    title: 'groups.members.title',
    numeric: true,
    sortBy: 'userCount',
    render: ({ userCount }) => userCount,
  },
  { id: 'source', title: 'fields.source', secondary: true, render: ({ issuer }) => <GroupSource issuer={issuer} /> },
  {
    id: 'created',
    title: 'users.created',
    secondary: true,
    sortBy: 'createdAt',
    render: ({ createdAt }) => <Age since={createdAt} />,
  },
];
