import type { KubeEvent, ListedObject } from '@/shared/api/published';
import { parseTimestamp } from '@/shared/time/timestamp';

export type ListedEvent = KubeEvent & ListedObject;

export const byNewest = (left: ListedEvent, right: ListedEvent): number =>
  (parseTimestamp(right.lastTimestamp) ?? 0) - (parseTimestamp(left.lastTimestamp) ?? 0);
