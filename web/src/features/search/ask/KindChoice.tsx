import { Label, LabelGroup } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { hasTerm } from './queryTerms';
import type { KindCount } from './shapes';

interface Props {
  query: string;
  kinds: readonly KindCount[];
  onFlip(kind: KindCount): void;
}

/** The kinds that were found, each with its exact number; one that is chosen narrows the search to itself. */
export function KindChoice({ query, kinds, onFlip }: Props) {
  const { t, i18n } = useTranslation();
  const sorted = [...kinds].sort((left, right) => right.count - left.count || left.kind.localeCompare(right.kind));
  return (
    <LabelGroup
      aria-label={t('search.kinds')}
      numLabels={10}
      collapsedText={t('search.moreKinds', { count: Math.max(0, kinds.length - 10) })}
      expandedText={t('search.fewerKinds')}
    >
      {sorted.map((kind) => {
        const isChosen = hasTerm(query, kindTerm(kind));
        return (
          <Label
            key={kind.segment}
            variant={isChosen ? 'filled' : 'outline'}
            color={isChosen ? 'blue' : 'grey'}
            onClick={() => onFlip(kind)}
          >
            {kind.kind} <span className="kp-number">{kind.count.toLocaleString(i18n.language)}</span>
          </Label>
        );
      })}
    </LabelGroup>
  );
}

/** The term that asks for a kind: its word in paths where another kind has the same name. */
export const kindTerm = ({ kind, segment }: KindCount): string =>
  `kind:${segment.includes('.') ? segment : kind.toLowerCase()}`;
