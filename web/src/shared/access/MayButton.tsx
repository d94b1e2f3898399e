import { Button, Tooltip, type ButtonProps } from '@patternfly/react-core';
import { useMayEach, type Question } from './useMay';

interface Props extends ButtonProps {
  /** The rights that it takes, all of them. */
  needs: readonly Question[];
}

/** A button that whoever lacks a right cannot use, and which says so. It can be reached by keyboard then, too. */
export function MayButton({ needs, ...button }: Props) {
  const refused = useMayEach(needs).find(({ allowed }) => allowed === false);
  if (!refused) return <Button {...button} />;
  return (
    <Tooltip content={refused.message}>
      <Button {...button} isDisabled={false} isAriaDisabled />
    </Tooltip>
  );
}
