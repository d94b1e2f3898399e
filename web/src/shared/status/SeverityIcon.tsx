import { Icon } from '@patternfly/react-core';
import CheckCircleIcon from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import ExclamationTriangleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import InProgressIcon from '@patternfly/react-icons/dist/esm/icons/in-progress-icon';
import MinusCircleIcon from '@patternfly/react-icons/dist/esm/icons/minus-circle-icon';
import type { Severity } from '@/shared/api/published';
import { severityColor } from './severity';

const icons: Record<Severity, typeof CheckCircleIcon> = {
  none: MinusCircleIcon,
  healthy: CheckCircleIcon,
  idle: MinusCircleIcon,
  progressing: InProgressIcon,
  warning: ExclamationTriangleIcon,
  failing: ExclamationCircleIcon,
};

/** The shape says the same as the colour. */
export function SeverityIcon({ severity }: { severity: Severity }) {
  const Shape = icons[severity];
  const color = severityColor[severity];
  return (
    <Icon {...(color === 'neutral' ? {} : { status: color })} isInline className={`kp-severity-${severity}`}>
      <Shape aria-hidden="true" />
    </Icon>
  );
}
