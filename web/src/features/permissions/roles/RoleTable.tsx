import { SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { roleTable, roleVerbs, type RoleChanges, type RoleRow, type TemplateRule } from './roleTable';
import { VerbMark } from './VerbMark';

interface Props {
  builtIn: readonly TemplateRule[];
  changes: RoleChanges;
}

/** Kinds down, verbs across: what the role may, and where each right comes from. */
export function RoleTable({ builtIn, changes }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const rows = useMemo(() => roleTable(builtIn, changes), [builtIn, changes]);
  const shown = rows.filter((row) => nameOf(row).includes(search.trim().toLowerCase()));
  return (
    <>
      <SearchInput
        className="kp-title kp-role-search"
        aria-label={t('kindsPage.find')}
        placeholder={t('kindsPage.find')}
        value={search}
        onChange={(_event, value) => setSearch(value)}
        onClear={() => setSearch('')}
        resetButtonLabel={t('actions.clear')}
      />
      <div className="kp-table-scroll">
        <Table aria-label={t('roles.table')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('permissions.kind')}</Th>
              {roleVerbs.map((verb) => (
                <Th key={verb} className="kp-verb">
                  {verb}
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {shown.map((row) => (
              <Tr key={`${row.isPath} ${row.group}/${row.resource} ${row.names.join(' ')}`}>
                <Td dataLabel={t('permissions.kind')}>
                  {row.resource} <span className="kp-muted">{row.group}</span>
                  {row.names.length > 0 && (
                    <div className="kp-muted">{t('roles.onlyNames', { names: row.names.join(', ') })}</div>
                  )}
                </Td>
                {roleVerbs.map((verb) => (
                  <Td key={verb} className="kp-verb">
                    <VerbMark origin={row.verbs[verb]} />
                  </Td>
                ))}
              </Tr>
            ))}
          </Tbody>
        </Table>
        {shown.length === 0 && <p className="kp-muted">{t('kindsPage.none')}</p>}
      </div>
    </>
  );
}

const nameOf = ({ resource, group }: RoleRow) => `${resource}.${group}`.toLowerCase();
