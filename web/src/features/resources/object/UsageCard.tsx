import {
  Alert,
  Card,
  CardBody,
  CardTitle,
  Progress,
  ProgressMeasureLocation,
  ProgressSize,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import type { UsageAmount, UsageAnswer } from '@/shared/api/published';
import { Age } from '@/shared/time/Age';
import { formatBytes } from '../kinds/formatBytes';

/** Metrics are measured anew every 15 s or so. */
const measuredEvery = 15_000;

interface Props {
  path: string;
  /** What the parts are called: containers, pods, nodes. */
  parts?: string;
}

/** What an object uses now, beside what it asks for and may use; says plainly where the cluster has no metrics. */
export function UsageCard({ path, parts }: Props) {
  const { t, i18n } = useTranslation();
  const { data, error } = useQuery({
    queryKey: ['usage', path],
    queryFn: ({ signal }) => get<UsageAnswer>(path, undefined, signal),
    refetchInterval: measuredEvery,
  });
  if (!data && !error) return null;
  // What single pods use is a small part of a core: figures of overviews would all be 0.
  const cores = (milli: number) =>
    t('usage.cores', { cores: (milli / 1000).toLocaleString(i18n.language, { maximumFractionDigits: 3 }) });
  return (
    <Card isFullHeight>
      <CardTitle>{t('usage.title')}</CardTitle>
      <CardBody>
        {error && <Alert isInline isPlain variant="warning" title={error.message} />}
        {data && data.source !== 'served' && (
          <Alert
            isInline
            isPlain
            variant="info"
            className="kp-usage__source"
            title={t(`usage.source.${data.source}`)}
          />
        )}
        {data && (
          <>
            <div className="kp-meters">
              <Amount title={t('usage.cpu')} amount={data.cpu} format={cores} />
              <Amount title={t('fields.memory')} amount={data.memory} format={formatBytes} />
            </div>
            {data.source === 'served' && (
              <p className="kp-muted kp-usage__note">
                {data.time !== undefined && (
                  <>
                    {t('usage.measured')} <Age since={data.time} />
                  </>
                )}
                {data.measured < data.total &&
                  ` · ${t('usage.partly', { measured: data.measured, total: data.total })}`}
              </p>
            )}
            {parts && data.parts.length > 1 && data.source === 'served' && (
              <Parts title={parts} data={data} cores={cores} />
            )}
          </>
        )}
      </CardBody>
    </Card>
  );
}

function Amount({ title, amount, format }: { title: string; amount: UsageAmount; format(amount: number): string }) {
  const { t } = useTranslation();
  const [used, requested] = [amount.used === undefined ? undefined : Number(amount.used), Number(amount.requested)];
  const bound = Number(amount.limit ?? amount.capacity ?? 0);
  const of = bound > 0 ? bound : requested;
  const percent = used !== undefined && of > 0 ? Math.round((used / of) * 100) : 0;
  const words = [
    used !== undefined && t('usage.used', { amount: format(used) }),
    t('usage.requested', { amount: requested > 0 ? format(requested) : t('usage.nothing') }),
    amount.capacity === undefined &&
      t('usage.limit', { amount: amount.limit === undefined ? t('usage.none') : format(Number(amount.limit)) }),
    amount.capacity !== undefined && t('usage.capacity', { amount: format(Number(amount.capacity)) }),
  ].filter((word) => word !== false);
  return (
    <div className="kp-meter">
      <div className="kp-meter__words">
        <strong>{title}</strong>
        <span className="kp-number">{words.join(' · ')}</span>
      </div>
      {used !== undefined && of > 0 && (
        <Progress
          aria-label={title}
          value={Math.min(percent, 100)}
          valueText={words.join(', ')}
          size={ProgressSize.sm}
          measureLocation={ProgressMeasureLocation.none}
          variant={bound > 0 && percent >= 95 ? 'danger' : bound > 0 && percent >= 85 ? 'warning' : undefined}
        />
      )}
    </div>
  );
}

function Parts({ title, data, cores }: { title: string; data: UsageAnswer; cores(milli: number): string }) {
  const { t } = useTranslation();
  const amount = ({ used, requested }: UsageAmount, format: (amount: number) => string) =>
    `${used === undefined ? '–' : format(Number(used))} / ${Number(requested) > 0 ? format(Number(requested)) : '–'}`;
  return (
    <div className="kp-table-scroll" role="region" aria-label={title} tabIndex={0}>
      <Table aria-label={title} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th>{title}</Th>
            <Th className="kp-cell-number">{t('usage.cpuColumn')}</Th>
            <Th className="kp-cell-number">{t('usage.memoryColumn')}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {data.parts.slice(0, 10).map(({ name, cpu, memory }) => (
            <Tr key={name}>
              <Td className="kp-cell-wrap">{name}</Td>
              <Td className="kp-cell-number">{amount(cpu, cores)}</Td>
              <Td className="kp-cell-number">{amount(memory, formatBytes)}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}
