import { FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';

interface Props {
  id: string;
  title: string;
  value: string;
  options: readonly (readonly [value: string, text: string])[];
  isDisabled?: boolean;
  onChange(next: string): void;
}

/** One of a few. */
export function Choice({ id, title, value, options, isDisabled = false, onChange }: Props) {
  return (
    <FormGroup label={title} fieldId={id}>
      <FormSelect id={id} value={value} isDisabled={isDisabled} onChange={(_event, next) => onChange(next)}>
        {options.map(([option, text]) => (
          <FormSelectOption key={option} value={option} label={text} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}
