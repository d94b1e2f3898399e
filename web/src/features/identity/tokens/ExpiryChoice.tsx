import { FormGroup, Radio, TextInput } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, type Expiry } from './expiry';

interface Props {
  value: Expiry;
  onChange(value: Expiry): void;
}

/** Chooses how long a token is good. */
export function ExpiryChoice({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [today] = useState(() => dayOf(Date.now()));
  return (
    <FormGroup role="radiogroup" isStack fieldId="expiry" label={t('tokens.expiry.title')}>
      {(['week', 'date', 'never'] as const).map((kind) => (
        <Radio
          key={kind}
          id={`expiry-${kind}`}
          name="expiry"
          label={t(`tokens.expiry.${kind}`)}
          description={kind === 'never' ? t('tokens.expiry.neverHelp') : undefined}
          isChecked={value.kind === kind}
          onChange={() => onChange({ ...value, kind })}
          body={
            kind === 'date' && value.kind === 'date' ? (
              <TextInput
                type="date"
                aria-label={t('tokens.expiry.lastDay')}
                min={today}
                value={value.date}
                onChange={(_event, date) => onChange({ kind: 'date', date })}
              />
            ) : undefined
          }
        />
      ))}
    </FormGroup>
  );
}
