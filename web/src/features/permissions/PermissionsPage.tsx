import { PageSection, Tab, Tabs, TabTitleText, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { PageLink } from '@/shared/places/PageLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { AddGrantDialog } from './AddGrantDialog';
import { EditGrantDialog } from './EditGrantDialog';
import { GrantTable } from './GrantTable';
import { grantFilters, GrantToolbar, type GrantFilter } from './GrantToolbar';
import { grantsPath, permissionsKey, type Grant } from './permissionsApi';
import { TakeBackDialog } from './TakeBackDialog';
import { refusalOf, useMay } from '@/shared/access/useMay';

const bindings = {
  cluster: 'clusterrolebindings.rbac.authorization.k8s.io',
  namespace: 'rolebindings.rbac.authorization.k8s.io',
} as const;

/** Who holds which role in which cluster or namespace, and the place to give and take back roles. */
export function PermissionsPage() {
  const { t } = useTranslation();
  usePageTitle(t('permissions.title'));
  const filters = useFilters<GrantFilter, 'tab'>(grantFilters);
  const [isAdding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Grant | null>(null);
  const [takingBack, setTakingBack] = useState<Grant | null>(null);
  const level = filters.value('tab') === 'namespace' ? 'namespace' : 'cluster';
  const may = useMay({ verb: 'create', resource: bindings[level], cluster: '*' });
  const page = usePage<Grant>({
    key: [...permissionsKey, 'grants'],
    path: grantsPath,
    query: { ...filters.values, level },
    // What was just granted is still being written.
    refetchInterval: (grants) => (grants.some(({ state }) => state === 'pending') ? 2000 : false),
  });
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('permissions.title')}
      </Title>
      <p className="kp-muted kp-title">{t('permissions.about')}</p>
      <p className="kp-title">
        <PageLink to="/permissions/allowed">{t('allowed.title')}</PageLink>
      </p>
      <Tabs
        activeKey={level}
        aria-label={t('permissions.title')}
        onSelect={(_event, tab) => filters.set({ tab: tab === 'namespace' ? 'namespace' : '' })}
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
        <GrantToolbar level={level} filters={filters} />
        <GuardedButton className="kp-title" refusal={refusalOf(may)} onClick={() => setAdding(true)}>
          {t(`permissions.add.${level}`)}
        </GuardedButton>
        <ListStates
          data={page.rows}
          error={page.error}
          refetch={page.refetch}
          count={page.rows?.length ?? 0}
          empty={{ title: 'permissions.none', body: 'permissions.noneBody' }}
          onClear={filters.isSet ? filters.clear : undefined}
          skeleton={skeleton}
        >
          <GrantTable
            label={t('permissions.title')}
            grants={page.rows ?? []}
            withNamespace={level === 'namespace'}
            onEdit={setEditing}
            onTakeBack={setTakingBack}
          />
          <ListPagination state={page.state} total={page.total} onChange={page.onChange} />
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
