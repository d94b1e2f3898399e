import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { workloadKinds } from '@/features/workloads/kinds';
import { resourceKinds } from '../kinds';

// Made when first asked: columns of kinds ask for other kinds.
let known: { bySegment: Map<string, KindDescriptor>; byKind: Map<string, KindDescriptor> } | undefined;

function knownKinds() {
  const kinds: readonly KindDescriptor[] = [...workloadKinds, ...resourceKinds];
  known ??= {
    bySegment: new Map(kinds.map((kind) => [kind.segment, kind])),
    byKind: new Map(kinds.map((kind) => [kind.kind, kind])),
  };
  return known;
}

/** The kind of a part of the address; undefined where the console has none. */
export const findKind = (segment: string | undefined): KindDescriptor | undefined =>
  knownKinds().bySegment.get(segment ?? '');

export const findKindByName = (kind: string): KindDescriptor | undefined => knownKinds().byKind.get(kind);
