import { Alert, PageSection, Title } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { ListStates } from '@/shared/list/ListStates';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { AllowedIn } from './allowed/AllowedIn';
import { GrantTable } from './GrantTable';
import { minePath, permissionsKey, type MyPermissions } from './permissionsApi';

/** What the person holds, and by what. */
export function MyPermissionsPage() {
  const { t } = useTranslation();
  usePageTitle(t('permissions.mine'));
  const { data, error, refetch } = useQuery({
    queryKey: [...permissionsKey, 'mine'],
    queryFn: ({ signal }) => get<MyPermissions>(minePath, undefined, signal),
  });
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('permissions.mine')}
      </Title>
      {data && data.groups.length > 0 && (
        <p className="kp-muted kp-title">{t('permissions.myGroups', { groups: data.groups.join(', ') })}</p>
      )}
      {data?.managesEveryCluster && (
        <Alert
          isInline
          className="kp-title"
          variant="info"
          title={t(data.isAdministrator ? 'permissions.iAmAdministrator' : 'permissions.iManageClusters')}
        />
      )}
      <ListStates
        data={data}
        error={error}
        refetch={refetch}
        count={data?.items.length ?? 0}
        empty={
          data?.managesEveryCluster
            ? { title: 'permissions.noneNeeded', body: 'permissions.noneNeededBody' }
            : { title: 'permissions.noneMine', body: 'permissions.noneMineBody' }
        }
        skeleton={skeleton}
      >
        <GrantTable label={t('permissions.mine')} grants={data?.items ?? []} withNamespace />
      </ListStates>
      {data && (data.managesEveryCluster || data.items.length > 0) && (
        <>
          <Title headingLevel="h2" className="kp-title kp-part">
            {t('allowed.mine')}
          </Title>
          <p className="kp-muted kp-title">{t('allowed.about')}</p>
          <AllowedIn />
        </>
      )}
    </PageSection>
  );
}

const skeleton = [
  { id: 'who', title: 'permissions.who', isName: true, render: () => null },
  { id: 'role', title: 'permissions.role', render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
] as const;
