import { Checkbox, FormGroup, SearchInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choose, matching, type PointGroup } from './points';

interface Props {
  groups: readonly PointGroup[];
  chosen: ReadonlySet<string>;
  onChange(chosen: Set<string>): void;
}

/** What a role allows, by resource. What the person does not hold cannot be chosen, and says so. */
export function PointsField({ groups, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const shown = matching(groups, text);
  return (
    <FormGroup role="group" fieldId="role-points" label={t('platformRoles.points')} isRequired>
      <SearchInput
        className="kp-title"
        aria-label={t('platformRoles.findPoint')}
        placeholder={t('platformRoles.findPoint')}
        value={text}
        onChange={(_event, value) => setText(value)}
        onClear={() => setText('')}
        resetButtonLabel={t('actions.clear')}
      />
      <p className="kp-muted">{t('platformRoles.needs')}</p>
      {shown.length === 0 && <p>{t('list.nothingToChoose')}</p>}
      <div className="kp-points">
        {shown.map(({ path: [product, category, resource], points }) => (
          <fieldset key={`${product}/${category}/${resource}`} className="kp-points__group">
            <legend>
              <span className="kp-muted">
                {product} / {category} /
              </span>{' '}
              <strong>{resource}</strong>
            </legend>
            {points.map(({ key, title, isHeld }) => (
              <Checkbox
                key={key}
                id={`point-${key}`}
                label={title}
                description={isHeld ? undefined : t('platformRoles.notHeld')}
                isDisabled={!isHeld}
                isChecked={chosen.has(key)}
                onChange={(_event, isChosen) => onChange(choose(groups, chosen, key, isChosen))}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </FormGroup>
  );
}
