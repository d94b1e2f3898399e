import { FormGroup, FormHelperText, HelperText, HelperTextItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  id: string;
  label: string;
  help?: string;
  error?: string;
  isRequired?: boolean;
  children: ReactNode;
}

/** A field with its help, or, in the same place, what is wrong with it. */
export function Field({ id, label, help, error, isRequired = false, children }: Props) {
  return (
    <FormGroup label={label} fieldId={id} isRequired={isRequired}>
      {children}
      {(error ?? help) && (
        <FormHelperText>
          <HelperText id={`${id}-help`} isLiveRegion={error !== undefined}>
            <HelperTextItem variant={error ? 'error' : 'default'}>{error ?? help}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
