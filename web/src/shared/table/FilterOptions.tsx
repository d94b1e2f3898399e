import { FormSelect, FormSelectOption, ToolbarItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

interface Props {
  label: string;
  value: string;
  /** Values with their words. */
  options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
}

/** A filter with one of a few values, or any. */
export function FilterOptions({ label, value, options, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <ToolbarItem>
      <FormSelect aria-label={label} value={value} onChange={(_event, next) => onChange(next)}>
        <FormSelectOption value="" label={`${label}: ${t('list.any')}`} />
        {options.map(([option, text]) => (
          <FormSelectOption key={option} value={option} label={text} />
        ))}
      </FormSelect>
    </ToolbarItem>
  );
}
