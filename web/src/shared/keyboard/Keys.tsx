import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { capsOf } from './chords';

/** Key sequences as they are printed on the keys. */
export function Keys({ sequences }: { sequences: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <span className="kp-keys">
      {sequences.map((sequence, index) => (
        <Fragment key={sequence}>
          {index > 0 && <span className="kp-muted"> {t('keyboard.or')} </span>}
          {capsOf(sequence).map((caps, chord) => (
            <Fragment key={chord}>
              {chord > 0 && ' '}
              {caps.map((cap) => (
                <kbd key={cap} className="kp-key">
                  {cap}
                </kbd>
              ))}
            </Fragment>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
