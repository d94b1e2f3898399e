import { ActionGroup, Alert, Button, Form } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { clusterPath } from '@/shared/api/paths';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { ClusterFieldset } from '../form/ClusterFieldset';
import { useFieldErrors } from '../form/useFieldErrors';
import type { Cluster } from '@/shared/api/published';
import { changes, fieldsOf } from './changes';

/** Changes what people gave a cluster. Only what was changed is sent, so that two people do not undo each other's work. */
export function EditForm({ cluster, onClose }: { cluster: Cluster; onClose(): void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  // NOTE: what the form began with; the cluster goes on changing below it.
  const [before] = useState(() => fieldsOf(cluster));
  const [fields, setFields] = useState(before);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus({ preventScroll: true }), []);
  const { name } = cluster.metadata;
  const changed = changes(before, fields);
  const save = useMutation({
    mutationFn: () => request('PUT', clusterPath(name), { body: changed }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('clusters.edit.done', { cluster: name }) });
      onClose();
      await client.invalidateQueries();
    },
  });
  const { errors, refusal, isClean } = useFieldErrors(fields, [], [save.error]);
  const canSave = isClean && Object.keys(changed).length > 0 && !save.isPending;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) save.mutate();
      }}
    >
      {refusal && (
        <Alert isInline variant="danger" title={t('actions.failed', { name })}>
          {refusal.message}
          <ErrorReference error={refusal} />
        </Alert>
      )}
      <ClusterFieldset
        prefix="edit"
        fields={fields}
        errors={errors}
        recognised={cluster.status?.distribution ?? ''}
        onChange={(change) => setFields((now) => ({ ...now, ...change }))}
        first={first}
        isWhole
      />
      <ActionGroup>
        <Button type="submit" isDisabled={!canSave} isLoading={save.isPending}>
          {t('actions.save')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
