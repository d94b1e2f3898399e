import { Label } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { AuditInfo } from './auditQuery';

// The status that servers note where nobody waited for their answer.
const callerLeft = 499;

/** What came of an action: words, and the HTTP status. */
export function OutcomeLabel({ record }: { record: AuditInfo }) {
  const { t } = useTranslation();
  const outcome =
    record.status === 'all'
      ? 'open'
      : record.statusCode === 403
        ? 'refused'
        : record.statusCode === callerLeft
          ? 'abandoned'
          : record.status === 'failed'
            ? 'failed'
            : 'done';
  const status = ({ open: 'info', refused: 'warning', abandoned: 'info', failed: 'danger', done: 'success' } as const)[
    outcome
  ];
  return (
    <Label isCompact status={status}>
      {t(`audit.outcomes.${outcome}`)} {record.statusCode > 0 && record.statusCode}
      {record.times > 1 && ` ×${record.times}`}
    </Label>
  );
}
