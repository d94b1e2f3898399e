import { FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';

interface Props {
  id: string;
  cluster: string;
  value: string;
  onChange(value: string): void;
}

/** Where documents go that name no namespace themselves. */
export function NamespaceField({ id, cluster, value, onChange }: Props) {
  const names = useNamespaceNames(cluster);
  const options = names.includes(value) ? names : [value, ...names];
  return (
    <FormSelect id={id} value={value} onChange={(_event, next) => onChange(next)}>
      {options.map((name) => (
        <FormSelectOption key={name} value={name} label={name} />
      ))}
    </FormSelect>
  );
}
