import {
  ActionGroup,
  Alert,
  Button,
  ClipboardCopy,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Form,
  FormGroup,
} from '@patternfly/react-core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { ProviderFields } from '../form/ProviderFields';
import { useProviderForm } from '../form/useProviderForm';
import { discoveryPath, oidcPath, oidcsPath, type ImportedConfiguration, type OidcProvider } from '../providerApi';
import { newOidc, oidcGroups, oidcValues } from './oidcFields';

const aliasPattern = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;

/** Makes an OpenID Connect provider, or changes one. What it says about itself can be looked at before. */
export function OidcForm({ provider, onClose }: { provider: OidcProvider | null; onClose(): void }) {
  const { t } = useTranslation();
  const form = useProviderForm({
    groups: oidcGroups,
    initial: provider ? oidcValues(provider) : newOidc,
    isNew: provider === null,
    done: t('providers.saved'),
    save: (changes) =>
      provider
        ? request('PUT', oidcPath(provider.alias), { body: changes })
        : request('POST', oidcsPath, { body: { ...changes, providerId: 'oidc' } }),
    onClose,
  });
  const issuer = String(form.values.issuer);
  const testing = useMutation({
    mutationFn: () => get<ImportedConfiguration>(discoveryPath, { url: issuer.trim() }),
    onSuccess: (answer) => {
      if (!provider) form.set('issuer', answer.issuer);
    },
  });
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (form.canSave) form.save();
      }}
    >
      <FailureAlert error={form.error} />
      <ProviderFields
        kind="oidc"
        groups={oidcGroups}
        values={form.values}
        refused={form.refused}
        isNew={provider === null}
        hasSecret={provider?.hasSecret === true}
        onChange={form.set}
      />
      <RedirectAddress alias={String(form.values.alias)} />
      <FailureAlert error={testing.error} />
      {testing.data && <Discovered answer={testing.data} />}
      <ActionGroup>
        <Button type="submit" isDisabled={!form.canSave} isLoading={form.isBusy}>
          {t('actions.save')}
        </Button>
        <Button
          variant="secondary"
          isDisabled={!issuer.trim() || testing.isPending}
          isLoading={testing.isPending}
          onClick={() => testing.mutate()}
        >
          {t('providers.oidc.test')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ActionGroup>
    </Form>
  );
}

/** What must be registered at the provider. */
function RedirectAddress({ alias }: { alias: string }) {
  const { t } = useTranslation();
  const isUsable = aliasPattern.test(alias);
  const { data } = useQuery({
    queryKey: ['redirect-address', alias],
    queryFn: ({ signal }) => get<{ url: string }>(`${oidcPath(alias)}/redirect-url`, undefined, signal),
    enabled: isUsable,
  });
  if (!isUsable || !data) return null;
  return (
    <FormGroup label={t('providers.oidc.redirect')} role="group">
      <ClipboardCopy
        isReadOnly
        hoverTip={t('signIn.copy')}
        clickTip={t('signIn.copied')}
        textAriaLabel={t('providers.oidc.redirect')}
      >
        {data.url}
      </ClipboardCopy>
    </FormGroup>
  );
}

function Discovered({ answer }: { answer: ImportedConfiguration }) {
  const { t } = useTranslation();
  const addresses = [
    ['issuer', answer.issuer],
    ['authorization', answer.authorizationEndpoint],
    ['token', answer.tokenEndpoint],
    ['userInfo', answer.userinfoEndpoint],
    ['endSession', answer.endSessionEndpoint],
  ] as const;
  return (
    <Alert isInline variant="success" title={t('providers.oidc.answers')} role="status">
      <DescriptionList isCompact>
        {addresses.map(([name, address]) => (
          <DescriptionListGroup key={name}>
            <DescriptionListTerm>{t(`providers.oidc.address.${name}`)}</DescriptionListTerm>
            <DescriptionListDescription className="kp-break">
              {address ?? t('providers.oidc.noAddress')}
            </DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
    </Alert>
  );
}
