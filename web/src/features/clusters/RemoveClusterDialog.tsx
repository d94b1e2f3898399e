import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { clusterPath } from '@/shared/api/paths';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { useToast } from '@/shared/feedback/ToastContext';

interface Props {
  cluster: string;
  onClose(): void;
  onRemoved?(): void;
}

/** Takes a cluster out of the platform; the cluster itself goes on running. */
export function RemoveClusterDialog({ cluster, onClose, onRemoved }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const removing = useMutation({
    mutationFn: () => request('DELETE', clusterPath(cluster)),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('clusters.remove.done', { cluster }) });
      onClose();
      onRemoved?.();
      await client.invalidateQueries();
    },
  });
  return (
    <ConfirmByName
      title={t('clusters.remove.title')}
      body={t('clusters.remove.body', { cluster })}
      name={cluster}
      action={t('clusters.remove.action')}
      error={removing.error}
      isBusy={removing.isPending}
      onConfirm={() => removing.mutate()}
      onClose={onClose}
    />
  );
}
