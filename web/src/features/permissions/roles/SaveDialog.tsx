import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { permissionsKey, roleTemplatePath } from '../permissionsApi';
import { roleName } from '../roleWords';
import type { Difference, RoleChanges, RoleTemplate } from './roleTable';

interface Props {
  role: RoleTemplate;
  changes: RoleChanges;
  isRestore: boolean;
  difference: readonly Difference[];
  onClose(): void;
}

/** What everybody who holds the role gains and loses; the server has looked at the rules before they can be saved. */
export function SaveDialog({ role, changes, isRestore, difference, onClose }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const path = roleTemplatePath(role.name);
  const body = { ...changes, changed: role.changed };
  const checking = useQuery({
    queryKey: [...permissionsKey, 'templates', role.name, 'check', body],
    queryFn: () => request<RoleTemplate>('PUT', path, { query: { dryRun: 'All' }, body }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const saving = useMutation({
    mutationFn: () =>
      isRestore
        ? request('DELETE', path, { query: { changed: role.changed ?? undefined } })
        : request('PUT', path, { body }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('roles.saved', { role: roleName(t, role.name) }) });
      onClose();
      await client.invalidateQueries({ queryKey: permissionsKey });
    },
  });
  const error = saving.error ?? checking.error;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="role-save-title">
      <ModalHeader
        title={t(isRestore ? 'roles.restoreTitle' : 'roles.saveTitle', { role: roleName(t, role.name) })}
        description={t('roles.saveBody')}
        labelId="role-save-title"
      />
      <ModalBody>
        {error && (
          <Alert isInline variant="danger" title={error.message}>
            <ErrorReference error={error} />
          </Alert>
        )}
        {difference.length === 0 ? (
          <p>{t('roles.noDifference')}</p>
        ) : (
          <div className="kp-table-scroll">
            <Table aria-label={t('roles.difference')} variant="compact" gridBreakPoint="">
              <Thead>
                <Tr>
                  <Th>{t('permissions.kind')}</Th>
                  <Th>{t('roles.gained')}</Th>
                  <Th>{t('roles.lost')}</Th>
                </Tr>
              </Thead>
              <Tbody>
                {difference.map(({ group, resource, names, gained, lost }) => (
                  <Tr key={`${group}/${resource} ${names.join(' ')}`}>
                    <Td>
                      {resource} <span className="kp-muted">{[group, ...names].join(' ')}</span>
                    </Td>
                    <Td>{gained.join(', ') || '–'}</Td>
                    <Td>{lost.join(', ') || '–'}</Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </div>
        )}
      </ModalBody>
      <ModalFooter>
        <Button
          variant={isRestore ? 'danger' : 'primary'}
          isDisabled={!checking.data || saving.isPending}
          isLoading={saving.isPending || checking.isPending}
          onClick={() => saving.mutate()}
        >
          {t(isRestore ? 'roles.restore' : 'actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
