import { Progress, ProgressMeasureLocation, ProgressSize, ProgressVariant } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

interface Props {
  /** What is measured; the meter's name for who cannot see it. */
  title: string;
  requested: number;
  allocatable: number;
  format(amount: number): string;
  showTitle?: boolean;
}

const nearlyFull = 85;

/** How much of something pods have asked for, as a bar and in words. */
export function Meter({ title, requested, allocatable, format, showTitle = false }: Props) {
  const { t } = useTranslation();
  const percent = allocatable > 0 ? Math.round((requested / allocatable) * 100) : 0;
  const words =
    allocatable > 0
      ? t('overview.requested', { requested: format(requested), allocatable: format(allocatable), percent })
      : '–';
  return (
    <div className="kp-meter">
      <div className="kp-meter__words">
        {showTitle && <strong>{title}</strong>}
        <span className="kp-number">{words}</span>
      </div>
      <Progress
        aria-label={title}
        value={Math.min(percent, 100)}
        valueText={words}
        size={ProgressSize.sm}
        measureLocation={ProgressMeasureLocation.none}
        variant={percent >= 100 ? ProgressVariant.danger : percent >= nearlyFull ? ProgressVariant.warning : undefined}
      />
    </div>
  );
}
