import type { Published } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { factsOf, textColumn } from '@/shared/kinds/textColumn';
import { metricTexts } from '../details/metricWords';

type Autoscaler = Published<'HorizontalPodAutoscaler'>;

const columns = [
  textColumn<Autoscaler>('target', 'fields.target', ({ spec }) =>
    spec?.scaleTargetRef ? `${spec.scaleTargetRef.kind}/${spec.scaleTargetRef.name}` : '',
  ),
  textColumn<Autoscaler>('min', 'fields.least', ({ spec }) => spec?.minReplicas, { numeric: true }),
  textColumn<Autoscaler>('max', 'fields.most', ({ spec }) => spec?.maxReplicas, { numeric: true }),
  textColumn<Autoscaler>('replicas', 'fields.replicas', ({ status }) => status?.currentReplicas ?? 0, {
    numeric: true,
  }),
  textColumn<Autoscaler>('metrics', 'fields.metrics', metricTexts),
];

export const horizontalPodAutoscaler = defineKind<Autoscaler>({
  segment: 'horizontalpodautoscalers',
  kind: 'HorizontalPodAutoscaler',
  title: 'kinds.horizontalpodautoscalers',
  namespaced: true,
  group: 'autoscaling',
  states: ['Ready', 'NotReady'],
  columns,
  empty: { title: 'empty.horizontalpodautoscalers.title', body: 'empty.horizontalpodautoscalers.body' },
  status: givenStatus,
  facts: factsOf(columns),
  can: { json: true, remove: true },
});
