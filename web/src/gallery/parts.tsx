import type { ReactNode } from 'react';
import { CapacityMeters } from '@/features/search/CapacityMeters';
import { HealthTable } from '@/features/search/HealthTable';
import { TroubleTable } from '@/features/search/TroubleTable';
import type { Trouble } from '@/features/search/shapes';
import { ApiError, ErrorCode } from '@/shared/api/ApiError';
import type { Severity } from '@/shared/api/published';
import { Keys } from '@/shared/keyboard/Keys';
import { FreshnessNotice } from '@/shared/list/FreshnessNotice';
import { ListEmpty } from '@/shared/list/ListEmpty';
import { ListFailure } from '@/shared/list/ListFailure';
import { LiveBadge } from '@/shared/list/LiveBadge';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';

const severities: readonly Severity[] = ['healthy', 'idle', 'progressing', 'warning', 'failing', 'none'];
const nothing = () => {};
const minutesAgo = (minutes: number) => Date.now() - minutes * 60_000;
const failure = (status: number, code: number, message: string) => new ApiError(status, { code, message }, 'a1b2c3');
const amount = (allocatable: number, requested: number) => ({
  allocatable: String(allocatable),
  requested: String(requested),
});
const longName = `a-name-of-253-characters-${'x'.repeat(228)}`;
const trouble: Trouble = {
  cluster: 'prod-shanghai',
  namespace: 'shop',
  name: 'cart-7f8c9',
  kind: 'Pod',
  segment: 'pods',
  state: 'Pending',
  severity: 'failing',
  message: 'Image nginx:9.9 of container web cannot be pulled.',
  alike: 3,
};

/** Shared parts and the states that they have. */
export const galleryParts: readonly { title: string; part: ReactNode }[] = [
  {
    title: 'Status',
    part: severities.map((severity) => (
      <div key={severity}>
        <StatusText state="Running" severity={severity} message={`This is ${severity}.`} showMessage />
      </div>
    )),
  },
  {
    title: 'Age',
    part: [0.5, 5, 500, 50_000].map((minutes) => (
      <div key={minutes}>
        <Age since={minutesAgo(minutes)} />
      </div>
    )),
  },
  { title: 'Keys', part: <Keys sequences={['mod+k', 'g c', 'shift+t', 'Delete']} /> },
  {
    title: 'Live badge',
    part: (
      <>
        <LiveBadge isLive updatedAt={0} /> <LiveBadge isLive={false} updatedAt={minutesAgo(3)} />
      </>
    ),
  },
  {
    title: 'Empty',
    part: (
      <ListEmpty
        words={{ title: 'empty.clusters.title', body: 'empty.clusters.body' }}
        isFiltered={false}
        onClear={nothing}
      />
    ),
  },
  {
    title: 'Filtered empty',
    part: (
      <ListEmpty words={{ title: 'empty.clusters.title', body: 'empty.clusters.body' }} isFiltered onClear={nothing} />
    ),
  },
  {
    title: 'Not allowed',
    part: (
      <ListFailure
        error={failure(403, ErrorCode.permissionDenied, 'You lack the right to list pods.')}
        onRetry={nothing}
      />
    ),
  },
  {
    title: 'Unreachable',
    part: <ListFailure error={failure(503, ErrorCode.unavailable, 'The cluster does not answer.')} onRetry={nothing} />,
  },
  {
    title: 'Unreachable, last known rows below',
    part: (
      <ListFailure
        error={failure(503, ErrorCode.unavailable, 'The cluster does not answer.')}
        onRetry={nothing}
        isInline
      />
    ),
  },
  {
    title: 'Stale',
    part: (
      <FreshnessNotice
        freshness={[
          {
            cluster: 'edge-01',
            synced: true,
            live: false,
            lastContact: new Date(minutesAgo(12)).toISOString(),
            message: 'No route.',
          },
          { cluster: 'edge-02', synced: false, live: false },
        ]}
      />
    ),
  },
  {
    title: 'Capacity',
    part: (
      <CapacityMeters
        capacity={{ cpu: amount(26_000, 7_600), memory: amount(80 * 2 ** 30, 72 * 2 ** 30), pods: amount(110, 120) }}
      />
    ),
  },
  {
    title: 'Health of kinds',
    part: (
      <HealthTable
        kinds={[{ segment: 'pods', total: 1_113, healthy: 1_100, idle: 1, progressing: 2, warning: 3, failing: 7 }]}
        link={(segment) => `/workloads/${segment}`}
      />
    ),
  },
  {
    title: 'Troubles',
    part: (
      <TroubleTable troubles={[trouble, { ...trouble, name: longName, severity: 'warning', alike: 0 }]} total={40} />
    ),
  },
  { title: 'No troubles', part: <TroubleTable troubles={[]} total={0} /> },
];
