import {
  Alert,
  Button,
  List,
  ListItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Spinner,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { ldapPath, providersKey, type LdapItem, type LdapSync } from '../providerApi';

/** Reads people and groups of a directory now, and tells what it came to. */
export function SyncDialog({ provider, onClose }: { provider: LdapItem; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data, error, mutate } = useMutation({
    mutationFn: () => request<LdapSync>('POST', `${ldapPath(provider.id)}/sync`),
    onSettled: () => client.invalidateQueries({ queryKey: providersKey }),
  });
  useEffect(() => mutate(), [mutate]);
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="sync-title">
      <ModalHeader title={t('providers.ldap.syncOf', { name: provider.name })} labelId="sync-title" />
      <ModalBody aria-live="polite">
        {!data && !error && <Spinner aria-label={t('providers.ldap.syncing')} />}
        <FailureAlert error={error} />
        {data && <Outcome sync={data} />}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t('actions.close')}</Button>
      </ModalFooter>
    </Modal>
  );
}

function Outcome({ sync }: { sync: LdapSync }) {
  const { t } = useTranslation();
  const variant = sync.error ? 'danger' : sync.failed > 0 ? 'warning' : 'success';
  return (
    <Alert isInline variant={variant} title={sync.error?.message ?? sync.status}>
      {!sync.error && (
        <p>
          {t('providers.ldap.counts', {
            found: sync.found,
            groups: sync.groups,
            added: sync.added,
            updated: sync.updated,
            removed: sync.removed,
            failed: sync.failed,
          })}
        </p>
      )}
      {sync.problems.length > 0 && (
        <List>
          {sync.problems.map(({ entry, message }) => (
            <ListItem key={entry}>
              {entry}: {message}
            </ListItem>
          ))}
        </List>
      )}
    </Alert>
  );
}
