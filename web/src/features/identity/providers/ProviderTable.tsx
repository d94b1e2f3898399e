import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { RowMenu } from '@/shared/list/RowMenu';
import { Age } from '@/shared/time/Age';
import { ldapPath, oidcPath, providersKey } from './providerApi';
import type { ProviderRow } from './useProviders';

interface Props {
  rows: readonly ProviderRow[];
  onEdit(row: ProviderRow): void;
  onAsk(what: 'delete' | 'disable' | 'sync', row: ProviderRow): void;
}

/** Where a provider is changed. */
export const pathOf = (row: ProviderRow) => (row.kind === 'oidc' ? oidcPath(row.name) : ldapPath(row.ldap.id));

/** Identity providers with their state. */
export function ProviderTable({ rows, onEdit, onAsk }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const enabling = useMutation({
    mutationFn: (row: ProviderRow) => request('PUT', pathOf(row), { body: { enabled: true } }),
    onSettled: () => client.invalidateQueries({ queryKey: providersKey }),
  });
  const actions = (row: ProviderRow) => [
    { id: 'edit', title: 'providers.change' as const, onSelect: () => onEdit(row) },
    ...(row.kind === 'ldap' && row.enabled
      ? [{ id: 'sync', title: 'providers.ldap.syncNow' as const, onSelect: () => onAsk('sync', row) }]
      : []),
    row.enabled
      ? { id: 'disable', title: 'providers.disable' as const, onSelect: () => onAsk('disable', row) }
      : { id: 'enable', title: 'providers.enable' as const, onSelect: () => enabling.mutate(row) },
    { id: 'delete', title: 'actions.delete' as const, isDanger: true, onSelect: () => onAsk('delete', row) },
  ];
  return (
    <>
      <FailureAlert error={enabling.error} />
      <div className="kp-table-scroll">
        <Table aria-label={t('providers.title')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('fields.name')}</Th>
              <Th>{t('fields.kind')}</Th>
              <Th>{t('fields.address')}</Th>
              <Th>{t('fields.status')}</Th>
              <Th>{t('providers.people')}</Th>
              <Th screenReaderText={t('actions.menu')} />
            </Tr>
          </Thead>
          <Tbody>
            {rows.map((row) => (
              <Tr key={row.key} data-key={row.key}>
                <Td>
                  <Button variant="link" isInline onClick={() => onEdit(row)}>
                    {row.name}
                  </Button>
                  {row.displayName !== row.name && <div className="kp-alias">{row.displayName}</div>}
                </Td>
                <Td>{t(`providers.kind.${row.kind}`)}</Td>
                <Td>{row.kind === 'oidc' ? row.oidc.issuer : row.ldap.connectionUrl}</Td>
                <Td>
                  <Label isCompact status={row.enabled ? 'success' : undefined}>
                    {t(row.enabled ? 'providers.enabled' : 'providers.disabled')}
                  </Label>
                  <Problem row={row} />
                </Td>
                <Td modifier="nowrap">{row.kind === 'oidc' ? row.oidc.people : <LastSync row={row} />}</Td>
                <Td isActionCell>
                  <RowMenu
                    label={t('list.rowActions', { name: row.name })}
                    isDisabled={false}
                    row={row}
                    actions={actions}
                  />
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </div>
    </>
  );
}

function Problem({ row }: { row: ProviderRow }) {
  const problem = row.kind === 'oidc' ? row.oidc.problem : row.ldap.lastSync?.error?.message;
  return problem ? <div className="kp-field-error">{problem}</div> : null;
}

function LastSync({ row }: { row: ProviderRow & { kind: 'ldap' } }) {
  const { t } = useTranslation();
  const last = row.ldap.lastSync;
  if (!last) return t('providers.ldap.neverSynced');
  return (
    <>
      {last.found}
      <div className="kp-alias">
        {t('providers.ldap.lastSync')} <Age since={last.finishedAt} />
      </div>
    </>
  );
}
