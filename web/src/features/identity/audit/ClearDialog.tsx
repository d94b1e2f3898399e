import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { clearPath, daysOf, type AuditCleared, type AuditRecordName } from './auditKeep';
import { DaysField } from './DaysField';

/** Asks before old records are removed for good. */
export function ClearDialog({ record, onClose }: { record: AuditRecordName; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [text, setText] = useState('90');
  const days = daysOf(text);
  const clearing = useMutation({
    mutationFn: (count: number) => request<AuditCleared>('POST', clearPath(record), { body: { days: count } }),
    onSuccess: async ({ removed }) => {
      toast({ variant: 'success', title: t('audit.clear.done', { count: Number(removed) }) });
      onClose();
      await client.invalidateQueries({ queryKey: ['audit'] });
    },
  });
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="clear-title">
      <ModalHeader
        title={t('audit.clear.title', { record: t(`audit.${record}`) })}
        description={t('audit.clear.body')}
        titleIconVariant="warning"
        labelId="clear-title"
      />
      <ModalBody>
        {clearing.error && (
          <Alert isInline variant="danger" title={clearing.error.message}>
            <ErrorReference error={clearing.error} />
          </Alert>
        )}
        <Form
          id="clear"
          onSubmit={(event) => {
            event.preventDefault();
            if (days !== null) clearing.mutate(days);
          }}
        >
          <DaysField id="clear-days" label={t('audit.clear.older')} value={text} onChange={setText} />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="clear"
          variant="danger"
          isDisabled={days === null || clearing.isPending}
          isLoading={clearing.isPending}
        >
          {t('audit.clear.do')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
