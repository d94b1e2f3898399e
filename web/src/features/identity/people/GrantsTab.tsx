import { useTranslation } from 'react-i18next';
import { GrantTable } from '@/features/permissions/GrantTable';
import { grantsPath, permissionsKey, type Grant } from '@/features/permissions/permissionsApi';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { PageLink } from '@/shared/places/PageLink';
import { usePage } from '@/shared/table/usePage';

/** The roles that a person (also through groups) or a group holds in clusters and namespaces. They are given and taken on the page of permissions. */
export function GrantsTab({ kind, name }: { kind: 'user' | 'group'; name: string }) {
  const { t } = useTranslation();
  const page = usePage<Grant>({ key: [...permissionsKey, 'grants'], path: grantsPath, query: { [kind]: name } });
  return (
    <>
      <p className="kp-muted kp-title">{t(`users.grantsAbout.${kind}`)}</p>
      <p className="kp-title">
        <PageLink to={`/permissions/allowed?${kind}=${encodeURIComponent(name)}`}>
          {t(kind === 'user' ? 'allowed.ofUser' : 'allowed.ofGroup', { name })}
        </PageLink>
      </p>
      <ListStates
        data={page.rows}
        error={page.error}
        refetch={page.refetch}
        count={page.rows?.length ?? 0}
        empty={{ title: 'users.noGrants', body: 'users.noGrantsBody' }}
        skeleton={skeleton}
      >
        <GrantTable label={t('permissions.title')} grants={page.rows ?? []} withNamespace />
        <ListPagination state={page.state} total={page.total} onChange={page.onChange} />
      </ListStates>
    </>
  );
}

const skeleton = [
  { id: 'who', title: 'permissions.who', isName: true, render: () => null },
  { id: 'role', title: 'permissions.role', render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
] as const;
