import type { Node } from '@/shared/api/published';
import { defineKind, givenStatus } from '@/shared/kinds/descriptor';
import { textColumn } from '@/shared/kinds/textColumn';
import { formatBytes } from './formatBytes';

const address = ({ status }: Node) => status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? '–';
const externalAddress = ({ status }: Node) =>
  status?.addresses?.filter(({ type }) => type === 'ExternalIP').map(({ address: one }) => one);
const kernel = ({ status }: Node) => {
  const { kernelVersion, architecture } = status?.systemInfo ?? {};
  return architecture ? `${kernelVersion} (${architecture})` : kernelVersion;
};
const version = ({ status }: Node) => status?.systemInfo?.kubeletVersion ?? '–';
const cpu = ({ status }: Node) => (status?.cpuCapacity ? String(Number(status.cpuCapacity) / 1000) : '–');
const memory = ({ status }: Node) => formatBytes(Number(status?.memoryCapacity));
const roles = ({ status }: Node) =>
  (status?.roles ?? []).map((role) => role.toLowerCase().replaceAll('_', '-')).join(', ') || '–';

export const node = defineKind<Node>({
  segment: 'nodes',
  kind: 'Node',
  title: 'kinds.nodes',
  namespaced: false,
  group: '',
  states: ['Ready', 'Not_Ready', 'Unknown'],
  columns: [
    { id: 'roles', title: 'fields.roles', sortBy: 'roles', text: roles, render: roles },
    { id: 'version', title: 'fields.version', sortBy: 'version', text: version, render: version },
    { id: 'cpu', title: 'fields.cpu', sortBy: 'cpu', numeric: true, text: cpu, render: cpu },
    { id: 'memory', title: 'fields.memory', sortBy: 'memory', numeric: true, text: memory, render: memory },
    { id: 'ip', title: 'fields.ip', sortBy: 'ip', secondary: true, text: address, render: address },
    textColumn<Node>('externalIP', 'fields.externalAddress', externalAddress, { optional: true }),
    textColumn<Node>('osImage', 'fields.osImage', ({ status }) => status?.systemInfo?.osImage, {
      sortBy: 'status.nodeInfo.osImage',
      wide: true,
    }),
    textColumn<Node>('kernel', 'fields.kernel', kernel, { optional: true }),
    textColumn<Node>('runtime', 'fields.runtime', ({ status }) => status?.systemInfo?.containerRuntimeVersion, {
      wide: true,
    }),
  ],
  empty: { title: 'empty.nodes.title', body: 'empty.nodes.body' },
  status: givenStatus,
  facts: (row) => [
    { title: 'fields.roles', value: roles(row) },
    { title: 'fields.version', value: version(row) },
    { title: 'fields.ip', value: address(row) },
    { title: 'fields.cpu', value: cpu(row) },
    { title: 'fields.memory', value: memory(row) },
    { title: 'fields.osImage', value: row.status?.systemInfo?.osImage ?? '–' },
    { title: 'fields.runtime', value: row.status?.systemInfo?.containerRuntimeVersion ?? '–' },
    { title: 'fields.podCIDR', value: row.spec?.podCIDR || '–' },
  ],
  can: { json: true, isNode: true },
});
