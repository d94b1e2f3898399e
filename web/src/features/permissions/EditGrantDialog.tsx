import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { grantPath, permissionsKey, type Grant } from './permissionsApi';
import { RoleChoice } from './RoleChoice';

/** Gives somebody another role in the same place. */
export function EditGrantDialog({ grant, onClose }: { grant: Grant; onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [role, setRole] = useState(grant.role);
  const changing = useMutation({
    mutationFn: () => request('PUT', grantPath(grant.id), { body: { role } }),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: permissionsKey });
    },
  });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="edit-grant-title">
      <ModalHeader title={t('permissions.editTitle', { name: grant.subject.name })} labelId="edit-grant-title" />
      <ModalBody>
        <Form
          id="edit-grant"
          onSubmit={(event) => {
            event.preventDefault();
            changing.mutate();
          }}
        >
          {changing.error && <Alert isInline variant="danger" title={changing.error.message} />}
          <RoleChoice
            level={grant.namespace ? 'namespace' : 'cluster'}
            cluster={grant.cluster}
            namespace={grant.namespace}
            value={role}
            onChange={setRole}
          />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="edit-grant" isDisabled={role === grant.role} isLoading={changing.isPending}>
          {t('permissions.change')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
