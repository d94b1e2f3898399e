import { Label } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Grant } from './permissionsApi';

const status = { applied: 'success', pending: 'info', failed: 'danger' } as const;

/** How a grant stands in its cluster, with the reason below where it is not done. */
export function GrantState({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const state = grant.state as keyof typeof status;
  return (
    <>
      <Label isCompact status={status[state]}>
        {t(`permissions.states.${state}`)}
      </Label>
      {grant.message && <div className="kp-muted">{grant.message}</div>}
    </>
  );
}
