import type { Severity } from '@/shared/api/published';

export type StatusColor = 'success' | 'info' | 'warning' | 'danger' | 'neutral';

/** One colour for each severity, everywhere. */
export const severityColor: Record<Severity, StatusColor> = {
  none: 'neutral',
  healthy: 'success',
  idle: 'neutral',
  progressing: 'info',
  warning: 'warning',
  failing: 'danger',
};
