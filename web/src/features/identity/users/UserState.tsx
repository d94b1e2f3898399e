import { Label } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { UserInfo } from '../people/peopleApi';

/** Whether somebody can sign in, and what of it is out of the ordinary. */
export function UserState({ user: { enabled, passwordState, source } }: { user: UserInfo }) {
  const { t } = useTranslation();
  return (
    <span className="kp-status">
      <SeverityIcon severity={enabled ? 'healthy' : 'idle'} /> {t(`users.states.${enabled ? 'enabled' : 'disabled'}`)}{' '}
      {passwordState === 'temporary' && <Label isCompact>{t('users.passwordStates.temporary')}</Label>}
      {passwordState === 'none' && source === 'locale' && (
        <Label isCompact status="warning">
          {t('users.passwordStates.none')}
        </Label>
      )}
    </span>
  );
}
