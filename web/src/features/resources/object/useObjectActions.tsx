import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { request } from '@/shared/api/client';
import { objectPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import { FilesDialog } from '@/features/gateway/files/FilesDialog';
import { logPlace } from '@/features/gateway/logs/logPlace';
import { openLogs } from '@/features/gateway/logs/openLogs';
import { openTerminal } from '@/features/gateway/terminal/openTerminal';
import { useToast } from '@/shared/feedback/ToastContext';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { objectLink, rowPlace } from '@/shared/kinds/objectLink';
import { objectNeeds, podNeeds } from '@/shared/kinds/needs';
import type { RowAction } from '@/shared/list/descriptor';
import { DeleteDialog } from './DeleteDialog';
import { PairsDialog } from './PairsDialog';
import { ScaleDialog } from './ScaleDialog';

interface Open {
  dialog: 'scale' | 'delete' | 'labels' | 'annotations' | 'files';
  row: ListedObject;
  /** Whose files they are. */
  container?: string;
}

/** What can be done with an object, in lists and on its page alike, and the dialogs that belong to it. */
export function useObjectActions(kind: KindDescriptor, onDeleted?: () => void) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const client = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);

  const { mutate: run } = useMutation({
    mutationFn: ({ row, verb }: { row: ListedObject; verb: 'restart' | 'pause' | 'resume' }) =>
      request('POST', `${objectPath(rowPlace(kind.segment, row))}:${verb}`, { body: {} }),
    onSuccess: (_answer, { row, verb }) => {
      toast({ variant: 'success', title: t(`actions.done.${verb}`, { name: row.metadata.name }) });
      return client.invalidateQueries();
    },
    onError: (error, { row }) =>
      toast({ variant: 'danger', title: t('actions.failed', { name: row.metadata.name }), body: error.message }),
  });

  const actionsOf = useCallback(
    (row: ListedObject): RowAction[] => {
      const { can } = kind;
      const page = objectLink(rowPlace(kind.segment, row));
      const actions: RowAction[] = [];
      const needs = (verb: string) => objectNeeds(kind, row, verb);
      if (can.json)
        actions.push({
          id: 'yaml',
          title: 'actions.editYaml',
          needs: needs('get'),
          onSelect: () => void navigate(`${page}?tab=yaml`),
        });
      if (can.logs)
        actions.push({
          id: 'logs',
          title: 'logs.open',
          // Of what makes pods: of all pods there.
          needs: podNeeds(row, 'get', 'log', kind.kind === 'Pod' ? undefined : ''),
          onSelect: () => openLogs(logPlace(kind, row)),
        });
      const { cluster = '', namespace = '', name = '' } = row.metadata;
      const containers = can.containers?.(row) ?? [];
      for (const container of containers) {
        actions.push({
          id: `terminal/${container}`,
          title: containers.length > 1 ? { text: t('terminal.openIn', { container }) } : 'terminal.open',
          needs: podNeeds(row, 'create', 'exec'),
          onSelect: () => openTerminal({ cluster, namespace, pod: name, container }),
        });
        actions.push({
          id: `files/${container}`,
          title: containers.length > 1 ? { text: t('files.openIn', { container }) } : 'files.open',
          needs: podNeeds(row, 'create', 'exec'),
          onSelect: () => setOpen({ dialog: 'files', row, container }),
        });
      }
      if (can.isNode)
        actions.push({
          id: 'terminal',
          title: 'terminal.open',
          // Who is on a node can do what its kubelet can.
          needs: { verb: 'create', resource: 'nodes/proxy', cluster, name },
          onSelect: () => openTerminal({ cluster, namespace: '', pod: '', container: '', node: name }),
        });
      if (can.replicas)
        actions.push({
          id: 'scale',
          title: 'actions.scale',
          needs: needs('patch'),
          onSelect: () => setOpen({ dialog: 'scale', row }),
        });
      if (can.restart)
        actions.push({
          id: 'restart',
          title: 'actions.restart',
          needs: needs('patch'),
          onSelect: () => run({ row, verb: 'restart' }),
        });
      if (can.isPaused) {
        const verb = can.isPaused(row) ? 'resume' : 'pause';
        actions.push({ id: verb, title: `actions.${verb}`, needs: needs('patch'), onSelect: () => run({ row, verb }) });
      }
      if (can.json) {
        actions.push({
          id: 'labels',
          title: 'bulk.labels',
          needs: needs('patch'),
          onSelect: () => setOpen({ dialog: 'labels', row }),
        });
        actions.push({
          id: 'annotations',
          title: 'bulk.annotations',
          needs: needs('patch'),
          onSelect: () => setOpen({ dialog: 'annotations', row }),
        });
      }
      if (can.remove) {
        actions.push({
          id: 'delete',
          title: 'actions.delete',
          isDanger: true,
          needs: needs('delete'),
          onSelect: () => setOpen({ dialog: 'delete', row }),
        });
      }
      return actions;
    },
    [kind, navigate, run, t],
  );

  const close = () => setOpen(null);
  const dialogs: ReactNode = open && (
    <>
      {open.dialog === 'files' && <FilesDialog place={placeOf(open.row, open.container ?? '')} onClose={close} />}
      {(open.dialog === 'labels' || open.dialog === 'annotations') && (
        <PairsDialog verb={open.dialog} kind={kind} row={open.row} onClose={close} />
      )}
      {open.dialog === 'scale' && <ScaleDialog kind={kind} row={open.row} onClose={close} />}
      {open.dialog === 'delete' && (
        <DeleteDialog
          kind={kind}
          row={open.row}
          onClose={close}
          onDeleted={() => {
            close();
            onDeleted?.();
          }}
        />
      )}
    </>
  );
  return { actionsOf, dialogs };
}

const placeOf = ({ metadata: { cluster = '', namespace = '', name = '' } }: ListedObject, container: string) => ({
  cluster,
  namespace,
  pod: name,
  container,
});
