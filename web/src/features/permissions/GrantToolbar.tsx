import { useTranslation } from 'react-i18next';
import { FilterText } from '@/shared/list/FilterText';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { FilterBar } from '@/shared/table/FilterBar';
import { FilterOptions } from '@/shared/table/FilterOptions';
import type { Filters } from '@/shared/table/useFilters';
import { grantedRoles, roleName } from './roleWords';

export const grantFilters = ['subject', 'cluster', 'namespace', 'role', 'source'] as const;
export type GrantFilter = (typeof grantFilters)[number];

interface Props {
  level: 'cluster' | 'namespace';
  filters: Filters<GrantFilter>;
}

/** Narrows the grants by who, where, role and source. */
export function GrantToolbar({ level, filters }: Props) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  const of = (name: GrantFilter) => ({
    value: filters.value(name),
    onChange: (value: string) => filters.set({ [name]: value }),
  });
  return (
    <FilterBar filters={filters}>
      <FilterText label={t('permissions.who')} {...of('subject')} />
      <FilterOptions
        label={t('fields.cluster')}
        options={clusters.map(({ name }) => [name, name] as const)}
        {...of('cluster')}
      />
      {level === 'namespace' && <FilterText label={t('fields.namespace')} {...of('namespace')} />}
      <FilterOptions
        label={t('permissions.role')}
        options={grantedRoles[level].map((role) => [role, roleName(t, role)] as const)}
        {...of('role')}
      />
      <FilterOptions
        label={t('permissions.source')}
        options={[
          ['granted', t('permissions.sources.granted')],
          ['hand-made', t('permissions.sources.handMade')],
        ]}
        {...of('source')}
      />
    </FilterBar>
  );
}
