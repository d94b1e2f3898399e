import { ActionGroup, Alert, Button, Form } from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { ListFailure } from '@/shared/list/ListFailure';
import { ListSkeleton } from '@/shared/list/ListSkeleton';
import { refusalOf, type ProviderValues } from '../form/fields';
import { ProviderFields } from '../form/ProviderFields';
import { useProviderForm } from '../form/useProviderForm';
import {
  ldapGroupPath,
  ldapPath,
  newLdapPath,
  providersKey,
  testAuthenticationPath,
  testConnectionPath,
  type LdapProvider,
} from '../providerApi';
import { groupBody, ldapBody, ldapGroups, ldapValues, newLdap, withoutGroups } from './ldapFields';

/** Changes a directory, once what is stored is known. */
export function EditLdapForm({ id, onClose }: { id: string; onClose(): void }) {
  const { data, error, refetch } = useQuery({
    queryKey: [...providersKey, 'ldap', id],
    queryFn: ({ signal }) => get<LdapProvider>(ldapPath(id), undefined, signal),
    staleTime: 0,
    gcTime: 0,
  });
  if (data) return <LdapForm provider={data} onClose={onClose} />;
  return error ? <ListFailure error={error} onRetry={() => void refetch()} /> : <ListSkeleton columns={[]} />;
}

/** Makes an LDAP directory, or changes one. The connection can be tried before it is saved. */
export function LdapForm({ provider, onClose }: { provider: LdapProvider | null; onClose(): void }) {
  const { t } = useTranslation();
  // What was made stays made when its search for groups is refused: saving again changes it.
  const [id, setId] = useState(provider?.id);
  const form = useProviderForm({
    groups: ldapGroups,
    initial: provider ? ldapValues(provider) : newLdap,
    isNew: provider === null,
    done: t('providers.saved'),
    save: async (changes, values) => {
      const saved = await saveProvider(id, changes);
      if (saved !== id) {
        setId(saved);
        form.keep(withoutGroups(values));
      }
      await saveGroups(saved, provider, values);
    },
    onClose,
  });
  const { values } = form;
  const testing = useMutation({
    mutationFn: async () => {
      const body = {
        connectionUrl: values.connectionUrl,
        startTls: String(values.startTls),
        allowPlain: values.allowPlain,
        caCertificate: values.caCertificate,
        connectionTimeout: values.readTimeout,
        componentId: id ?? '',
      };
      await request('POST', testConnectionPath, { body });
      const { bindDn, bindCredential, usersDn } = values;
      if (bindDn) await request('POST', testAuthenticationPath, { body: { ...body, bindDn, bindCredential, usersDn } });
    },
    gcTime: 0,
    onMutate: form.forget,
  });
  const wrongInTest = refusalOf(ldapGroups, testing.error);
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (!form.canSave) return;
        testing.reset();
        form.save();
      }}
    >
      <FailureAlert error={form.error} />
      <ProviderFields
        kind="ldap"
        groups={ldapGroups}
        values={values}
        refused={form.refused ?? wrongInTest}
        isNew={id === undefined}
        hasSecret={provider?.hasBindCredential === true}
        onChange={form.set}
      />
      <FailureAlert error={wrongInTest ? null : testing.error} />
      {testing.isSuccess && (
        <Alert
          isInline
          variant="success"
          title={t(values.bindDn ? 'providers.ldap.bound' : 'providers.ldap.reached')}
          role="status"
        />
      )}
      <ActionGroup>
        <Button type="submit" isDisabled={!form.canSave} isLoading={form.isBusy}>
          {t('actions.save')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={!String(values.connectionUrl).trim() || testing.isPending}
          isLoading={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {t('providers.ldap.test')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ActionGroup>
    </Form>
  );
}

async function saveProvider(id: string | undefined, changes: ProviderValues): Promise<string> {
  const body = ldapBody(changes);
  if (id === undefined) return (await request<{ id: string }>('POST', newLdapPath, { body })).id;
  if (Object.keys(body).length > 0) await request('PUT', ldapPath(id), { body });
  return id;
}

/** The search for groups is a thing of its own in the API: it is made, changed or taken away. */
async function saveGroups(id: string, provider: LdapProvider | null, values: ProviderValues): Promise<void> {
  const wanted = groupBody(values);
  const before = provider?.group;
  if (!before && wanted) await request('POST', ldapGroupPath(id), { body: wanted });
  else if (before && wanted) await request('PUT', ldapGroupPath(id, before.id), { body: wanted });
  else if (before) await request('DELETE', ldapGroupPath(id, before.id));
}
