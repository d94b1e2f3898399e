import { useTranslation } from 'react-i18next';
import { formatBytes } from '@/features/resources/kinds/formatBytes';
import { formatCores } from './formatCores';
import { Meter } from './Meter';
import type { ClusterCapacity } from './shapes';

/** CPU, memory and pods: what nodes offer, and how much of it pods have asked for. */
export function CapacityMeters({ capacity: { cpu, memory, pods } }: { capacity: ClusterCapacity }) {
  const { t, i18n } = useTranslation();
  const count = (amount: number) => amount.toLocaleString(i18n.language);
  const meters = [
    { title: t('fields.cpu'), amount: cpu, format: (milli: number) => formatCores(milli, i18n.language) },
    { title: t('fields.memory'), amount: memory, format: formatBytes },
    { title: t('fields.pods'), amount: pods, format: count },
  ];
  return (
    <div className="kp-meters">
      {meters.map(({ title, amount, format }) => (
        <Meter
          key={title}
          showTitle
          title={title}
          requested={Number(amount.requested)}
          allocatable={Number(amount.allocatable)}
          format={format}
        />
      ))}
    </div>
  );
}
