import { SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { roleVerbs, type RoleVerb } from './roles/roleTable';

interface Kind {
  /** API group; empty for the core group. */
  group: string;
  /** Plural, with a part behind a slash, or a path. */
  resource: string;
}

interface Props<Row extends Kind> {
  label: string;
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** What is said below a kind; empty for nothing. */
  noteOf(row: Row): string;
  mark(row: Row, verb: RoleVerb): ReactNode;
  /** A column after the verbs. */
  last?: { title: string; cell(row: Row): ReactNode };
}

/** Kinds down, verbs across, and a field to find a kind. */
export function VerbTable<Row extends Kind>({ label, rows, keyOf, noteOf, mark, last }: Props<Row>) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const shown = rows.filter(({ resource, group }) =>
    `${resource}.${group}`.toLowerCase().includes(search.trim().toLowerCase()),
  );
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
      {/* Nothing in its cells takes the focus, so it is scrolled by keys itself. */}
      <div className="kp-table-scroll" role="region" aria-label={label} tabIndex={0}>
        <Table aria-label={label} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('permissions.kind')}</Th>
              {roleVerbs.map((verb) => (
                <Th key={verb} className="kp-verb" modifier="nowrap">
                  {verb}
                </Th>
              ))}
              {last && <Th modifier="nowrap">{last.title}</Th>}
            </Tr>
          </Thead>
          <Tbody>
            {shown.map((row) => {
              const note = noteOf(row);
              return (
                <Tr key={keyOf(row)}>
                  <Td>
                    {row.resource} <span className="kp-muted">{row.group}</span>
                    {note && <div className="kp-muted">{note}</div>}
                  </Td>
                  {roleVerbs.map((verb) => (
                    <Td key={verb} className="kp-verb">
                      {mark(row, verb)}
                    </Td>
                  ))}
                  {last && <Td>{last.cell(row)}</Td>}
                </Tr>
              );
            })}
          </Tbody>
        </Table>
        {shown.length === 0 && <p className="kp-muted">{t('kindsPage.none')}</p>}
      </div>
    </>
  );
}
