import { ActionGroup, Alert, Button, Form, TextInput } from '@patternfly/react-core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { Field } from '@/shared/forms/Field';
import { ClusterFieldset } from '../form/ClusterFieldset';
import { GuideSection } from './GuideSection';
import { KubeconfigField } from './KubeconfigField';
import { VerifyResult } from './VerifyResult';
import { emptyImport, type ImportFields } from './importFields';
import { useImport } from './useImport';

/** Name, what else people give a cluster, and the kubeconfig; Import opens once the kubeconfig has been verified. */
export function ImportForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const [fields, setFields] = useState<ImportFields>(emptyImport);
  const { verify, verified, submit, errors, refusal } = useImport(fields, onClose);
  const nameInput = useRef<HTMLInputElement>(null);
  // The panel that this stands in may still be sliding in from outside: nothing may be scrolled to it.
  useEffect(() => nameInput.current?.focus({ preventScroll: true }), []);
  const set = (change: Partial<ImportFields>) => setFields((now) => ({ ...now, ...change }));

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (verified) submit.mutate();
        else verify.mutate();
      }}
    >
      {refusal && (
        <Alert isInline variant="danger" title={t('clusters.import.refused')}>
          {refusal.message}
          <ErrorReference error={refusal} />
        </Alert>
      )}
      <Field
        id="import-name"
        label={t('fields.name')}
        isRequired
        error={errors.name}
        help={t('clusters.import.nameHelp')}
      >
        <TextInput
          id="import-name"
          ref={nameInput}
          isRequired
          value={fields.name}
          validated={errors.name ? 'error' : 'default'}
          aria-describedby="import-name-help"
          onChange={(_event, name) => set({ name })}
        />
      </Field>
      <ClusterFieldset
        prefix="import"
        fields={fields}
        errors={errors}
        recognised={verify.data?.distribution ?? ''}
        onChange={set}
      />
      <Field
        id="import-kubeConfigString"
        label="Kubeconfig"
        isRequired
        error={errors.kubeConfigString}
        help={t('clusters.import.kubeconfigHelp')}
      >
        <KubeconfigField
          id="import-kubeConfigString"
          value={fields.kubeConfigString}
          hasError={errors.kubeConfigString !== undefined}
          onChange={(kubeConfigString) => set({ kubeConfigString })}
        />
      </Field>
      <GuideSection />
      <VerifyResult answer={verify.data} />
      <ActionGroup>
        <Button
          variant={verified ? 'secondary' : 'primary'}
          isDisabled={!fields.kubeConfigString.trim() || verify.isPending}
          isLoading={verify.isPending}
          onClick={() => verify.mutate()}
        >
          {t('clusters.import.verify')}
        </Button>
        <Button
          type="submit"
          variant={verified ? 'primary' : 'secondary'}
          isDisabled={!verified || submit.isPending}
          isLoading={submit.isPending}
        >
          {t('clusters.import.submit')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
