import { useTranslation } from 'react-i18next';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { FilterSelect } from './FilterSelect';

export function ClusterFilter({ selected, onChange }: { selected: readonly string[]; onChange(next: string[]): void }) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  return (
    <FilterSelect
      title={t('fields.cluster')}
      options={clusters.map(({ name, alias }) => ({ value: name, text: alias ? `${name} (${alias})` : name }))}
      selected={selected}
      onChange={onChange}
    />
  );
}
