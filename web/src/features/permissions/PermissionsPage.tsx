import { Button, PageSection, Tab, Tabs, TabTitleText, Title, Tooltip } from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { useListState } from '@/shared/list/useListState';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { AddGrantDialog } from './AddGrantDialog';
import { EditGrantDialog } from './EditGrantDialog';
import { GrantTable } from './GrantTable';
import { grantFilters, GrantToolbar, type GrantFilter } from './GrantToolbar';
import { grantsPath, permissionsKey, type Grant, type GrantPage } from './permissionsApi';
import { TakeBackDialog } from './TakeBackDialog';
import { useMay } from './useMay';

const bindings = {
  cluster: 'clusterrolebindings.rbac.authorization.k8s.io',
  namespace: 'rolebindings.rbac.authorization.k8s.io',
} as const;

/** Who holds which role in which cluster or namespace, and the place to give and take back roles. */
export function PermissionsPage() {
  const { t } = useTranslation();
  usePageTitle(t('permissions.title'));
  const [parameters, setParameters] = useSearchParams();
  const [state, changeState] = useListState();
  const [isAdding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Grant | null>(null);
  const [takingBack, setTakingBack] = useState<Grant | null>(null);
  const level = parameters.get('tab') === 'namespace' ? 'namespace' : 'cluster';
  const may = useMay({ verb: 'create', resource: bindings[level], cluster: '*' });
  const query = {
    ...Object.fromEntries(grantFilters.map((name) => [name, parameters.get(name) ?? ''])),
    level,
    page: state.page,
    pageSize: state.pageSize,
  };
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'grants', query],
    queryFn: ({ signal }) => get<GrantPage>(grantsPath, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    // What was just granted is still being written.
    refetchInterval: ({ state: { data: seen } }) =>
      seen?.items.some((grant) => grant.state === 'pending') ? 2000 : false,
  });
  const change = (names: readonly (GrantFilter | 'tab')[], value: string) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete('page');
        for (const name of names) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
  const add = (
    <Button className="kp-title" isAriaDisabled={may.allowed !== true} onClick={() => setAdding(true)}>
      {t(`permissions.add.${level}`)}
    </Button>
  );
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('permissions.title')}
      </Title>
      <p className="kp-muted kp-title">{t('permissions.about')}</p>
      <Tabs
        activeKey={level}
        aria-label={t('permissions.title')}
        onSelect={(_event, tab) => change(['tab'], tab === 'namespace' ? 'namespace' : '')}
      >
        {(['cluster', 'namespace'] as const).map((tab) => (
          <Tab
            key={tab}
            eventKey={tab}
            title={<TabTitleText>{t(`permissions.tabs.${tab}`)}</TabTitleText>}
            tabContentId={`permissions-${tab}`}
          />
        ))}
      </Tabs>
      <div id={`permissions-${level}`} role="tabpanel" aria-label={t(`permissions.tabs.${level}`)}>
        <GrantToolbar
          level={level}
          parameters={parameters}
          onChange={(name, value) => change([name], value)}
          onClear={() => change(grantFilters, '')}
        />
        {may.allowed === false ? <Tooltip content={may.message}>{add}</Tooltip> : add}
        <ListStates
          data={data}
          error={error}
          refetch={refetch}
          count={data?.items.length ?? 0}
          empty={{ title: 'permissions.none', body: 'permissions.noneBody' }}
          onClear={grantFilters.some((name) => parameters.has(name)) ? () => change(grantFilters, '') : undefined}
          skeleton={skeleton}
        >
          <GrantTable
            label={t('permissions.title')}
            grants={data?.items ?? []}
            withNamespace={level === 'namespace'}
            onEdit={setEditing}
            onTakeBack={setTakingBack}
          />
          <ListPagination state={state} total={data?.pagination.total ?? 0} onChange={changeState} />
        </ListStates>
      </div>
      {isAdding && <AddGrantDialog level={level} onClose={() => setAdding(false)} />}
      {editing && <EditGrantDialog grant={editing} onClose={() => setEditing(null)} />}
      {takingBack && <TakeBackDialog grant={takingBack} onClose={() => setTakingBack(null)} />}
    </PageSection>
  );
}

const skeleton = [
  { id: 'who', title: 'permissions.who', isName: true, render: () => null },
  { id: 'role', title: 'permissions.role', render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
  { id: 'state', title: 'permissions.state', render: () => null },
] as const;
