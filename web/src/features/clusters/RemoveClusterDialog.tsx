import { Alert, Checkbox, List, ListItem, Skeleton } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { clusterPath } from '@/shared/api/paths';
import { ConfirmByName } from '@/shared/feedback/ConfirmByName';
import { useToast } from '@/shared/feedback/ToastContext';
import type { ClusterValidation, Leftover, RemovalResult } from './shapes';

interface Props {
  cluster: string;
  onClose(): void;
  onRemoved?(): void;
}

/** Takes a cluster out of the platform; the cluster itself goes on running. Says what stays behind in it, and cleans that up if asked. */
export function RemoveClusterDialog({ cluster, onClose, onRemoved }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [wantsClean, setClean] = useState(true);
  const found = useQuery({
    queryKey: ['leftovers', cluster],
    queryFn: ({ signal }) =>
      request<ClusterValidation>('POST', `${clusterPath(cluster)}/validate`, { body: {}, signal }),
    retry: false,
    staleTime: 0,
  });
  const leftovers = found.data?.leftovers ?? [];
  const cleanable = leftovers.filter(({ isCleanable }) => isCleanable);
  const others = leftovers.filter(({ isCleanable }) => !isCleanable);
  const cleans = wantsClean && cleanable.length > 0;
  const removing = useMutation({
    mutationFn: () =>
      request<RemovalResult>('DELETE', clusterPath(cluster), { body: { deleteKpandaNamespace: cleans } }),
    onSuccess: async ({ cleaned = [] }) => {
      const stays = cleans ? others : leftovers;
      toast({
        variant: 'success',
        title: t('clusters.remove.done', { cluster }),
        body: [
          cleaned.length > 0 && t('clusters.remove.cleaned', { names: names(cleaned) }),
          stays.length > 0 && t('clusters.remove.stayed', { names: names(stays) }),
        ]
          .filter(Boolean)
          .join(' '),
      });
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
    >
      {found.isPending && <Skeleton width="60%" screenreaderText={t('clusters.remove.looking')} />}
      {found.error && (
        <Alert isInline variant="warning" title={t('clusters.remove.unseen')}>
          {found.error.message}
        </Alert>
      )}
      {cleanable.length > 0 && (
        <Checkbox
          id="remove-clean"
          label={t('clusters.remove.clean')}
          isChecked={wantsClean}
          onChange={(_event, isChecked) => setClean(isChecked)}
          body={<Leftovers items={cleanable} />}
        />
      )}
      {others.length > 0 && (
        <div>
          <p>{t('clusters.remove.byHand')}</p>
          <Leftovers items={others} />
        </div>
      )}
    </ConfirmByName>
  );
}

function Leftovers({ items }: { items: readonly Leftover[] }) {
  return (
    <List isPlain className="kp-leftovers">
      {items.map((item) => (
        <ListItem key={nameOf(item)}>{nameOf(item)}</ListItem>
      ))}
    </List>
  );
}

const nameOf = ({ kind, namespace, name }: Leftover) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
const names = (items: readonly Leftover[]) => items.map(nameOf).join(', ');
