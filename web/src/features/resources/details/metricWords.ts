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
    return [name, valueText(t, targetOf(metric)), valueText(t, currentOf(current))];
  });
}

/** What is now of what is wanted, metric by metric, as kubectl writes it: `cpu: 45%/80%`. */
export function metricTexts({ spec, status }: Autoscaler): string[] {
  return (spec?.metrics ?? []).map((metric) => {
    const name = nameOf(metric);
    const now = currentOf((status?.currentMetrics ?? []).find((each) => nameOf(each) === name));
    return `${name}: ${figure(now) || '?'}/${figure(targetOf(metric))}`;
  });
}

const figure = (value: Value | undefined): string =>
  value?.averageUtilization ? `${value.averageUtilization}%` : (value?.averageValue ?? value?.value ?? '');

const targetOf = ({ resource, pods, object, external }: Metric): Value | undefined =>
  (resource ?? pods ?? object ?? external)?.target;

const nameOf = ({ resource, pods, object, external }: Metric | Current): string =>
  resource?.name ?? pods?.metric?.name ?? object?.metric?.name ?? external?.metric?.name ?? '';

const currentOf = (metric: Current | undefined): Value | undefined =>
  (metric?.resource ?? metric?.pods ?? metric?.object ?? metric?.external)?.current;

function valueText(t: TFunction, value: Value | undefined): string {
  if (value?.averageUtilization) return t('details.percent', { percent: value.averageUtilization });
  if (value?.averageValue) return t('details.average', { value: value.averageValue });
  return value?.value ?? '';
}
