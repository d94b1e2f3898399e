import { List, ListItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import type { Severity } from '@/shared/api/published';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import { Age } from '@/shared/time/Age';
import { localTimes } from '@/shared/time/localTimes';
import type { NamedCondition } from './shapes';

const severities: Record<string, Severity> = { True: 'healthy', False: 'failing' };

interface Props {
  conditions: readonly NamedCondition[];
  label: string;
  /** Since when, beside each. */
  showSince?: boolean;
}

/** Conditions by their names, each with what the server says of it. */
export function ConditionList({ conditions, label, showSince = false }: Props) {
  const { t, i18n } = useTranslation();
  if (conditions.length === 0) return null;
  return (
    <List isPlain aria-label={label} className="kp-conditions">
      {conditions.map(({ type, title, status = 'Unknown', reason, message, lastTransitionTime }) => (
        <ListItem key={type} data-status={status}>
          <span className="kp-conditions__item">
            <SeverityIcon severity={warns.has(reason ?? '') ? 'warning' : (severities[status] ?? 'none')} />
            <span className="kp-conditions__text">
              <strong>{title || type}</strong>
              <span className="pf-v6-screen-reader">{t(`clusters.is.${status as 'True' | 'False' | 'Unknown'}`)}</span>
              {message && <span className="kp-conditions__message">{localTimes(message, i18n.language)}</span>}
            </span>
            {showSince && lastTransitionTime && (
              <span className="kp-muted">
                <Age since={lastTransitionTime} />
              </span>
            )}
          </span>
        </ListItem>
      ))}
    </List>
  );
}

// True, and yet something to do.
const warns = new Set(['cluster.credential.soon', 'cluster.component.dns.some']);
