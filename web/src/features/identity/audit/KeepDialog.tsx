import { Alert, Button, Form, Modal, ModalBody, ModalFooter, ModalHeader, Skeleton } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { daysOf, keepKey, keepPath, setKeepPath, type AuditKeepDays } from './auditKeep';
import { DaysField } from './DaysField';

/** For how many days each of the two records is kept. */
export function KeepDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [typed, setTyped] = useState<{ platform?: string; kube?: string }>({});
  const { data, error } = useQuery({
    queryKey: keepKey,
    queryFn: ({ signal }) => get<AuditKeepDays>(keepPath, {}, signal),
    staleTime: 0,
  });
  const texts = {
    platform: typed.platform ?? `${data?.ghippoDays ?? ''}`,
    kube: typed.kube ?? `${data?.kubeDays ?? ''}`,
  };
  const saving = useMutation({
    mutationFn: async () => {
      for (const record of ['platform', 'kube'] as const) {
        const days = daysOf(texts[record]);
        if (days !== null && days !== (record === 'kube' ? data?.kubeDays : data?.ghippoDays))
          await request('PUT', setKeepPath(record), { body: { days } });
      }
    },
    onSuccess: () => {
      toast({ variant: 'success', title: t('audit.keep.saved') });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: keepKey }),
  });
  const failure = saving.error ?? error;
  const canSave = data !== undefined && daysOf(texts.platform) !== null && daysOf(texts.kube) !== null;
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="keep-title">
      <ModalHeader title={t('audit.keep.title')} description={t('audit.keep.about')} labelId="keep-title" />
      <ModalBody>
        {failure && (
          <Alert isInline variant="danger" title={failure.message}>
            <ErrorReference error={failure} />
          </Alert>
        )}
        {!data && !error && <Skeleton screenreaderText={t('list.loading')} />}
        {data && (
          <Form
            id="keep"
            onSubmit={(event) => {
              event.preventDefault();
              if (canSave) saving.mutate();
            }}
          >
            {(['platform', 'kube'] as const).map((record) => (
              <DaysField
                key={record}
                id={`keep-${record}`}
                label={t(`audit.${record}`)}
                value={texts[record]}
                onChange={(value) => setTyped((current) => ({ ...current, [record]: value }))}
              />
            ))}
          </Form>
        )}
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="keep" isDisabled={!canSave || saving.isPending} isLoading={saving.isPending}>
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
