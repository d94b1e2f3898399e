import type { Namespace } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { clusterLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';

const podsText = ({ status }: Namespace) => `${status?.readyPodNumber ?? 0}/${status?.totalPodNumber ?? 0}`;

const pods = ({ metadata, status }: Namespace) => (
  <NameLink
    to={`${clusterLink(metadata.cluster ?? '', 'pods')}?namespace=${encodeURIComponent(metadata.name)}`}
    isQuiet
  >
    <span className="kp-number">
      {status?.readyPodNumber ?? 0}/{status?.totalPodNumber ?? 0}
    </span>
  </NameLink>
);

export const namespace = defineKind<Namespace>({
  segment: 'namespaces',
  kind: 'Namespace',
  title: 'kinds.namespaces',
  namespaced: false,
  group: '',
  states: ['Active', 'Terminating'],
  columns: [{ id: 'pods', title: 'fields.readyPods', numeric: true, text: podsText, render: pods }],
  empty: { title: 'empty.namespaces.title', body: 'empty.namespaces.body' },
  status: givenStatus,
  // What is in it stands below, counted; of one object alone the server does not count.
  facts: () => [],
  can: { json: true },
});
