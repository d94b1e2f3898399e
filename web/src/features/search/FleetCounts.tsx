import { useTranslation } from 'react-i18next';
import { StatusText } from '@/shared/status/StatusText';
import { phaseSeverity } from './phaseSeverity';
import type { FleetOverview } from './shapes';

/** How many clusters there are, by how they are and by version. */
export function FleetCounts({ overview: { clusterTotal, phases, versions } }: { overview: FleetOverview }) {
  const { t, i18n } = useTranslation();
  const newestFirst = Object.entries(versions).sort(([left], [right]) =>
    right.localeCompare(left, i18n.language, { numeric: true }),
  );
  return (
    <div className="kp-fleet-counts">
      <span className="kp-count">{clusterTotal.toLocaleString(i18n.language)}</span>
      <ul className="kp-plain" aria-label={t('overview.byState')}>
        {Object.entries(phases).map(([phase, count]) => (
          <li key={phase}>
            <StatusText state={phase} severity={phaseSeverity(phase)} /> <span className="kp-number">{count}</span>
          </li>
        ))}
      </ul>
      <ul className="kp-plain" aria-label={t('overview.byVersion')}>
        {newestFirst.map(([version, count]) => (
          <li key={version} className="kp-number">
            {version} <span className="kp-muted">× {count}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
