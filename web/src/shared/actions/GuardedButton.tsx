import { Button, Tooltip, type ButtonProps } from '@patternfly/react-core';

interface Props extends Omit<ButtonProps, 'isDisabled' | 'isAriaDisabled' | 'ref'> {
  /** Why it cannot be done; empty where it can. Undefined while that is not known. */
  refusal: string | undefined;
}

/** A button that says why it cannot be used; keys reach it then, too. */
export function GuardedButton({ refusal, ...button }: Props) {
  const drawn = <Button {...button} isAriaDisabled={refusal !== ''} />;
  return refusal ? <Tooltip content={refusal}>{drawn}</Tooltip> : drawn;
}
