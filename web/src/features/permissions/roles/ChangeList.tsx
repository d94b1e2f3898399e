import { Label, LabelGroup } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { ruleText, type RoleChanges } from './roleTable';

interface Props {
  changes: RoleChanges;
  /** Takes a change back; absent for those who may change nothing. */
  onChange?(changes: RoleChanges): void;
}

/** What somebody added and took away, each to be undone. */
export function ChangeList({ changes, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {(['additions', 'subtractions'] as const).map(
        (way) =>
          changes[way].length > 0 && (
            <LabelGroup key={way} className="kp-title" categoryName={t(`roles.${way}`)} numLabels={20}>
              {changes[way].map((rule, index) => (
                <Label
                  key={`${ruleText(rule)} ${index}`}
                  status={way === 'additions' ? 'success' : 'danger'}
                  onClose={
                    onChange && (() => onChange({ ...changes, [way]: changes[way].filter((each) => each !== rule) }))
                  }
                  closeBtnAriaLabel={t('roles.undo', { rule: ruleText(rule) })}
                >
                  {ruleText(rule)}
                </Label>
              ))}
            </LabelGroup>
          ),
      )}
    </>
  );
}
