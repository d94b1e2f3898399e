import {
  Alert,
  Button,
  Form,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { OnceDialog } from '@/shared/feedback/OnceDialog';
import { Field } from '@/shared/forms/Field';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { endOf, week } from './expiry';
import { ExpiryChoice } from './ExpiryChoice';
import { createTokenPath, tokensKey, type CreatedToken } from './tokenApi';

/** Makes a token, and shows it once. */
export function CreateTokenDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const clusters = useClusterNames();
  const [name, setName] = useState('');
  const [cluster, setCluster] = useState('');
  const [expiry, setExpiry] = useState(week);
  const creating = useMutation({
    mutationFn: (expiredAt: string) =>
      request<CreatedToken>('POST', createTokenPath, { body: { name, expiredAt, cluster } }),
    // NOTE: a token must not stay in the memory of the console once its dialog is closed.
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
  const [opened] = useState(() => Date.now());
  const canCreate = name.trim() !== '' && endOf(expiry, opened) !== null && !creating.isPending;

  if (creating.data) {
    return (
      <OnceDialog
        title={t('tokens.made', { name })}
        label={t('tokens.token')}
        secret={creating.data.token}
        onClose={onClose}
      />
    );
  }
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby="token-title">
      <ModalHeader title={t('tokens.create')} labelId="token-title" />
      <ModalBody>
        <Form
          id="create-token"
          onSubmit={(event) => {
            event.preventDefault();
            const end = endOf(expiry, Date.now());
            if (canCreate && end !== null) creating.mutate(end?.toISOString() ?? '');
          }}
        >
          {creating.error && (
            <Alert isInline variant="danger" title={creating.error.message}>
              <ErrorReference error={creating.error} />
            </Alert>
          )}
          <Field id="token-name" label={t('fields.name')} help={t('tokens.nameHelp')} isRequired>
            <TextInput
              id="token-name"
              value={name}
              maxLength={100}
              autoComplete="off"
              autoFocus
              aria-describedby="token-name-help"
              onChange={(_event, value) => setName(value)}
            />
          </Field>
          <ExpiryChoice value={expiry} onChange={setExpiry} />
          <Field id="token-cluster" label={t('tokens.opens')} help={t('tokens.opensHelp')}>
            <FormSelect
              id="token-cluster"
              value={cluster}
              aria-describedby="token-cluster-help"
              onChange={(_event, value) => setCluster(value)}
            >
              <FormSelectOption value="" label={t('tokens.everything')} />
              {clusters.map(({ name: each }) => (
                <FormSelectOption key={each} value={each} label={each} />
              ))}
            </FormSelect>
          </Field>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="create-token" isDisabled={!canCreate} isLoading={creating.isPending}>
          {t('tokens.create')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
