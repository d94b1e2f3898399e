import type { RowAction } from '@/shared/list/descriptor';

interface Handlers {
  onConnect(): void;
  onEdit(): void;
  onReplace(): void;
  onRemove(): void;
}

/** What can be done with a cluster, in the list and inside it alike. */
export const clusterActions = ({ onConnect, onEdit, onReplace, onRemove }: Handlers): RowAction[] => [
  { id: 'connect', title: 'kubeconfig.action', onSelect: onConnect },
  { id: 'edit', title: 'clusters.edit.action', onSelect: onEdit },
  { id: 'kubeconfig', title: 'clusters.kubeconfig.action', onSelect: onReplace },
  { id: 'remove', title: 'clusters.remove.action', isDanger: true, onSelect: onRemove },
];
