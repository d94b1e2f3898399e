import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { objectPath } from '@/shared/api/paths';
import type { ListedObject } from '@/shared/api/published';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { useToast } from '@/shared/feedback/ToastContext';
import type { KindDescriptor } from '@/shared/kinds/descriptor';
import { rowPlace } from '@/shared/kinds/objectLink';

interface Props {
  kind: KindDescriptor;
  row: ListedObject;
  onClose(): void;
  onDeleted(): void;
}

export function DeleteDialog({ kind, row, onClose, onDeleted }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const { name, namespace, cluster } = row.metadata;
  const deleting = useMutation({
    mutationFn: () => request('DELETE', objectPath(rowPlace(kind.segment, row))),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('delete.done', { kind: kind.kind, name }) });
      onDeleted();
      await client.invalidateQueries({ queryKey: ['list'] });
    },
  });
  return (
    <ConfirmByName
      title={t('delete.title', { kind: kind.kind })}
      body={
        <>
          {t('delete.what', { kind: kind.kind, name, place: [namespace, cluster].filter(Boolean).join(' · ') })}{' '}
          {kind.can.ownsPods && t('delete.withPods')}
        </>
      }
      name={name}
      action={t('actions.delete')}
      error={deleting.error}
      isBusy={deleting.isPending}
      onConfirm={() => deleting.mutate()}
      onClose={onClose}
    />
  );
}
