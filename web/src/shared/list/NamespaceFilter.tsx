import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { FilterSelect } from './FilterSelect';

export function NamespaceFilter({
  selected,
  onChange,
}: {
  selected: readonly string[];
  onChange(next: string[]): void;
}) {
  const { t } = useTranslation();
  const { cluster } = useParams();
  const namespaces = useNamespaceNames(cluster);
  return (
    <FilterSelect
      title={t('fields.namespace')}
      options={namespaces.map((value) => ({ value, text: value }))}
      selected={selected}
      onChange={onChange}
    />
  );
}
