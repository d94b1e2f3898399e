import {
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';

interface Props {
  facts: readonly (readonly [string, ReactNode])[];
  /** For names that are long. */
  termWidth?: string;
}

/** Facts with their names; one that is empty is a dash. */
export function Facts({ facts, termWidth }: Props) {
  return (
    <DescriptionList
      isHorizontal
      isCompact
      horizontalTermWidthModifier={termWidth === undefined ? undefined : { default: termWidth }}
    >
      {facts.map(([term, value]) => (
        <DescriptionListGroup key={term}>
          <DescriptionListTerm>{term}</DescriptionListTerm>
          <DescriptionListDescription>{value || '–'}</DescriptionListDescription>
        </DescriptionListGroup>
      ))}
    </DescriptionList>
  );
}
