import type { TFunction } from 'i18next';
import type { Published } from '@/shared/api/published';

type Autoscaler = Published<'HorizontalPodAutoscaler'>;
type Metric = NonNullable<NonNullable<Autoscaler['spec']>['metrics']>[number];
type Current = NonNullable<NonNullable<Autoscaler['status']>['currentMetrics']>[number];
interface Value {
  value?: string;
  averageValue?: string;
  averageUtilization?: number;
}

/** What is measured, what is wanted and what is now. */
export function metricRows(t: TFunction, { spec, status }: Autoscaler): [name: string, target: string, now: string][] {
  const metrics = spec?.metrics ?? [];
  return metrics.map((metric) => {
    const name = nameOf(metric);
    const current = (status?.currentMetrics ?? []).find((each) => nameOf(each) === name);
    const target = metric.resource ?? metric.pods ?? metric.object ?? metric.external;
    return [name, valueText(t, target?.target), valueText(t, currentOf(current))];
  });
}

const nameOf = ({ resource, pods, object, external }: Metric | Current): string =>
  resource?.name ?? pods?.metric?.name ?? object?.metric?.name ?? external?.metric?.name ?? '';

const currentOf = (metric: Current | undefined): Value | undefined =>
  (metric?.resource ?? metric?.pods ?? metric?.object ?? metric?.external)?.current;

function valueText(t: TFunction, value: Value | undefined): string {
  if (value?.averageUtilization) return t('details.percent', { percent: value.averageUtilization });
  if (value?.averageValue) return t('details.average', { value: value.averageValue });
  return value?.value ?? '';
}
