import { Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { RowMenu } from '@/shared/list/RowMenu';
import { PageLink } from '@/shared/places/PageLink';
import { Age } from '@/shared/time/Age';
import { GrantState } from './GrantState';
import type { Grant } from './permissionsApi';
import { roleName } from './roleWords';

interface Props {
  label: string;
  grants: readonly Grant[];
  withNamespace: boolean;
  onEdit?(grant: Grant): void;
  onTakeBack?(grant: Grant): void;
}

/** Who holds which role where, where it comes from, and how it stands. */
export function GrantTable({ label, grants, withNamespace, onEdit, onTakeBack }: Props) {
  const { t } = useTranslation();
  const withActions = onEdit !== undefined && onTakeBack !== undefined;
  return (
    <div className="kp-table-scroll">
      <Table aria-label={label} variant="compact" gridBreakPoint="">
        <Thead>
          <Tr>
            <Th modifier="nowrap">{t('permissions.who')}</Th>
            <Th modifier="nowrap">{t('permissions.role')}</Th>
            <Th modifier="nowrap">{t('fields.cluster')}</Th>
            {withNamespace && <Th modifier="nowrap">{t('fields.namespace')}</Th>}
            <Th modifier="nowrap">{t('permissions.source')}</Th>
            <Th modifier="nowrap">{t('permissions.state')}</Th>
            <Th modifier="nowrap">{t('permissions.granted')}</Th>
            {withActions && <Th screenReaderText={t('actions.menu')} />}
          </Tr>
        </Thead>
        <Tbody>
          {grants.map((grant) => (
            <Tr
              key={`${grant.cluster}/${grant.namespace}/${grant.binding}/${grant.subject.kind}/${grant.subject.name}`}
            >
              <Td>
                {grant.subject.name}{' '}
                {grant.subject.kind === 'Group' && <Label isCompact>{t('permissions.kinds.Group')}</Label>}
              </Td>
              <Td>{roleName(t, grant.role)}</Td>
              <Td>{grant.cluster}</Td>
              {withNamespace && <Td>{grant.namespace || t('permissions.wholeCluster')}</Td>}
              <Td>
                {grant.source === 'granted' ? (
                  t('permissions.sources.granted')
                ) : (
                  <>
                    <PageLink to={bindingLink(grant)}>{t('permissions.sources.handMade')}</PageLink>
                    {grant.madeBy && <div className="kp-muted">{t('permissions.madeBy', { name: grant.madeBy })}</div>}
                  </>
                )}
              </Td>
              <Td>
                <GrantState grant={grant} />
              </Td>
              <Td>
                {grant.granted && <Age since={grant.granted} />} {grant.grantedBy?.name}
              </Td>
              {withActions && (
                <Td isActionCell>
                  {(grant.mayUpdate || grant.mayDelete) && (
                    <RowMenu
                      label={t('permissions.actionsFor', { name: grant.subject.name })}
                      isDisabled={false}
                      row={grant}
                      actions={() => [
                        ...(grant.mayUpdate
                          ? [{ id: 'edit', title: 'permissions.edit' as const, onSelect: () => onEdit(grant) }]
                          : []),
                        ...(grant.mayDelete
                          ? [
                              {
                                id: 'delete',
                                title: 'permissions.takeBack' as const,
                                isDanger: true,
                                onSelect: () => onTakeBack(grant),
                              },
                            ]
                          : []),
                      ]}
                    />
                  )}
                </Td>
              )}
            </Tr>
          ))}
        </Tbody>
      </Table>
    </div>
  );
}

function bindingLink({ cluster, namespace, binding }: Grant): string {
  const base = `/clusters/${encodeURIComponent(cluster)}`;
  return namespace
    ? `${base}/namespaces/${encodeURIComponent(namespace)}/rolebindings/${encodeURIComponent(binding)}`
    : `${base}/clusterrolebindings/${encodeURIComponent(binding)}`;
}
