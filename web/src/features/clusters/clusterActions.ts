import type { Question } from '@/shared/access/useMay';
import type { RowAction } from '@/shared/list/descriptor';

const clusters = 'clusters.kpanda.io';

export const importNeeds: Question = { verb: 'create', resource: clusters };
export const editNeeds = (name: string): Question => ({ verb: 'update', resource: clusters, name });
export const replaceNeeds = (name: string): Question => ({ verb: 'update', resource: `${clusters}/kubeconfig`, name });

interface Handlers {
  cluster: string;
  onConnect(): void;
  onEdit(): void;
  onReplace(): void;
  onRemove(): void;
}

/** What can be done with a cluster, in the list and inside it alike. */
export const clusterActions = ({ cluster, onConnect, onEdit, onReplace, onRemove }: Handlers): RowAction[] => [
  { id: 'connect', title: 'kubeconfig.action', onSelect: onConnect },
  { id: 'edit', title: 'clusters.edit.action', needs: editNeeds(cluster), onSelect: onEdit },
  { id: 'kubeconfig', title: 'clusters.kubeconfig.action', needs: replaceNeeds(cluster), onSelect: onReplace },
  {
    id: 'remove',
    title: 'clusters.remove.action',
    isDanger: true,
    needs: { verb: 'delete', resource: clusters, name: cluster },
    onSelect: onRemove,
  },
];
