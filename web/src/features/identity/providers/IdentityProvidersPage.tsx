import { Alert, Button, Flex, PageSection, Title } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { FormDrawer } from '@/shared/forms/FormDrawer';
import { useMay } from '@/shared/access/useMay';
import { ListStates } from '@/shared/list/ListStates';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { EditLdapForm, LdapForm } from './ldap/LdapForm';
import { SyncDialog } from './ldap/SyncDialog';
import { OidcForm } from './oidc/OidcForm';
import { DeleteProviderDialog, DisableProviderDialog } from './ProviderDialogs';
import { ProviderTable } from './ProviderTable';
import { useProviders, type ProviderRow } from './useProviders';

/** Who else vouches for people: OpenID Connect providers and LDAP directories. The form that is open stands in the address. */
export function IdentityProvidersPage() {
  const { t } = useTranslation();
  usePageTitle(t('providers.title'));
  const [parameters, setParameters] = useSearchParams();
  const may = useMay({ verb: 'update', resource: 'idps.ghippo.io' });
  const { data, error, refetch } = useProviders();
  const [asking, setAsking] = useState<{ what: 'delete' | 'disable' | 'sync'; row: ProviderRow } | null>(null);
  const creating = parameters.get('create');
  const editing = data?.find(({ key }) => key === parameters.get('edit'));
  const open = (name: 'create' | 'edit', value: string) => setParameters({ [name]: value });
  const close = () => setParameters({}, { replace: true });
  const form =
    creating === 'oidc' ? (
      <OidcForm key="new" provider={null} onClose={close} />
    ) : creating === 'ldap' ? (
      <LdapForm key="new" provider={null} onClose={close} />
    ) : editing?.kind === 'oidc' ? (
      <OidcForm key={editing.key} provider={editing.oidc} onClose={close} />
    ) : editing?.kind === 'ldap' ? (
      <EditLdapForm key={editing.key} id={editing.ldap.id} onClose={close} />
    ) : null;
  const create = (
    <Flex className="kp-title">
      <Button onClick={() => open('create', 'oidc')}>{t('providers.create.oidc')}</Button>
      <Button variant="secondary" onClick={() => open('create', 'ldap')}>
        {t('providers.create.ldap')}
      </Button>
    </Flex>
  );
  return (
    <FormDrawer
      isOpen={form !== null && may.allowed === true}
      title={
        editing
          ? t('providers.edit', { name: editing.name })
          : t(creating === 'ldap' ? 'providers.create.ldap' : 'providers.create.oidc')
      }
      form={form}
      onClose={close}
    >
      <PageSection isFilled>
        <Title headingLevel="h1" className="kp-title">
          {t('providers.title')}
        </Title>
        <p className="kp-muted kp-title">{t('providers.about')}</p>
        {may.allowed === false && <Alert isInline variant="info" title={t('providers.adminOnly')} />}
        {may.allowed && create}
        {may.allowed && (
          <ListStates
            data={data}
            error={error}
            refetch={refetch}
            count={data?.length ?? 0}
            empty={{ title: 'providers.none', body: 'providers.noneBody' }}
            skeleton={skeleton}
          >
            <ProviderTable
              rows={data ?? []}
              onEdit={(row) => open('edit', row.key)}
              onAsk={(what, row) => setAsking({ what, row })}
            />
          </ListStates>
        )}
      </PageSection>
      {asking?.what === 'delete' && <DeleteProviderDialog row={asking.row} onClose={() => setAsking(null)} />}
      {asking?.what === 'disable' && <DisableProviderDialog row={asking.row} onClose={() => setAsking(null)} />}
      {asking?.what === 'sync' && asking.row.kind === 'ldap' && (
        <SyncDialog provider={asking.row.ldap} onClose={() => setAsking(null)} />
      )}
    </FormDrawer>
  );
}

const skeleton = [
  { id: 'name', title: 'fields.name', isName: true, render: () => null },
  { id: 'kind', title: 'fields.kind', render: () => null },
  { id: 'address', title: 'fields.address', render: () => null },
  { id: 'status', title: 'fields.status', render: () => null },
] as const;
