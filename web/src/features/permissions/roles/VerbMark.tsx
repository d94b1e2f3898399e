import { Label } from '@patternfly/react-core';
import CheckIcon from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { useTranslation } from 'react-i18next';
import type { Origin } from './roleTable';

/** Whether a role may something, and where that comes from. */
export function VerbMark({ origin }: { origin: Origin | undefined }) {
  const { t } = useTranslation();
  if (origin === undefined) return <span className="kp-muted">–</span>;
  if (origin === 'builtIn') return <CheckIcon title={t('roles.origins.builtIn')} />;
  return (
    <Label isCompact status={origin === 'added' ? 'success' : 'danger'}>
      {t(`roles.origins.${origin}`)}
    </Label>
  );
}
