import { Button, Checkbox, TextInput } from '@patternfly/react-core';
import PlusCircleIcon from '@patternfly/react-icons/dist/esm/icons/plus-circle-icon';
import { useTranslation } from 'react-i18next';
import type { PairChanges } from './bulkVerbs';

export interface PairChange {
  key: string;
  value: string;
  isRemoval: boolean;
}

export const emptyChange: PairChange = { key: '', value: '', isRemoval: false };

export const changesOf = (changes: readonly PairChange[]): PairChanges =>
  Object.fromEntries(
    changes
      .filter(({ key }) => key.trim() !== '')
      .map(({ key, value, isRemoval }) => [key.trim(), isRemoval ? null : value.trim()]),
  );

interface Props {
  changes: readonly PairChange[];
  onChange(changes: PairChange[]): void;
}

/** Keys and values to set, and keys to take away. */
export function PairChangesField({ changes, onChange }: Props) {
  const { t } = useTranslation();
  const set = (at: number, change: Partial<PairChange>) =>
    onChange(changes.map((each, index) => (index === at ? { ...each, ...change } : each)));
  return (
    <div className="kp-pair-changes">
      {changes.map(({ key, value, isRemoval }, index) => (
        <div key={index} className="kp-pair-changes__row">
          <TextInput
            aria-label={t('bulk.key')}
            placeholder={t('bulk.key')}
            value={key}
            autoFocus={index === 0}
            onChange={(_event, next) => set(index, { key: next })}
          />
          <TextInput
            aria-label={t('bulk.value')}
            placeholder={t('bulk.value')}
            value={isRemoval ? '' : value}
            isDisabled={isRemoval}
            onChange={(_event, next) => set(index, { value: next })}
          />
          <Checkbox
            id={`remove-${index}`}
            label={t('bulk.remove')}
            isChecked={isRemoval}
            onChange={(_event, next) => set(index, { isRemoval: next })}
          />
        </div>
      ))}
      <Button variant="link" isInline icon={<PlusCircleIcon />} onClick={() => onChange([...changes, emptyChange])}>
        {t('bulk.add')}
      </Button>
    </div>
  );
}
