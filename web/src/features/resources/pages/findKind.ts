import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { workloadKinds } from '@/features/workloads/kinds';
import { resourceKinds } from '../kinds';

const bySegment = new Map<string, KindDescriptor>(
  [...workloadKinds, ...resourceKinds].map((kind) => [kind.segment, kind]),
);
const byKind = new Map<string, KindDescriptor>([...bySegment.values()].map((kind) => [kind.kind, kind]));

/** The kind of a part of the address; undefined where the console has none. */
export const findKind = (segment: string | undefined): KindDescriptor | undefined => bySegment.get(segment ?? '');

export const findKindByName = (kind: string): KindDescriptor | undefined => byKind.get(kind);
