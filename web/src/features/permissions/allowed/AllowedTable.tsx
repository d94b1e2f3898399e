import { SearchInput } from '@patternfly/react-core';
import CheckIcon from '@patternfly/react-icons/dist/esm/icons/check-icon';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllowedList } from '../permissionsApi';
import { roleVerbs } from '../roles/roleTable';
import { reasonText } from './reasonText';

/** Kinds down, verbs across: what somebody may do, and what gives it to them. */
export function AllowedTable({ allowed: { items, reasons } }: { allowed: AllowedList }) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const shown = items.filter((kind) => `${kind.resource}.${kind.group}`.includes(search.trim().toLowerCase()));
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
        <Table aria-label={t('allowed.table')} variant="compact" gridBreakPoint="">
          <Thead>
            <Tr>
              <Th>{t('permissions.kind')}</Th>
              {roleVerbs.map((verb) => (
                <Th key={verb} className="kp-verb">
                  {verb}
                </Th>
              ))}
              <Th>{t('allowed.by')}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {shown.map((kind) => {
              const names = [...new Set(kind.verbs.flatMap((right) => right.names))];
              return (
                <Tr key={`${kind.group}/${kind.resource}`}>
                  <Td>
                    {kind.resource} <span className="kp-muted">{kind.group}</span>
                    {names.length > 0 && (
                      <div className="kp-muted">{t('allowed.onlyNames', { names: names.join(', ') })}</div>
                    )}
                  </Td>
                  {roleVerbs.map((verb) => {
                    const right = kind.verbs.find((each) => each.verb === verb);
                    return (
                      <Td key={verb} className="kp-verb">
                        {!right && <span className="kp-muted">–</span>}
                        {right && <CheckIcon title={t('allowed.may')} />}
                        {right && right.names.length > 0 && '*'}
                      </Td>
                    );
                  })}
                  <Td>
                    {reasons.map((reason, place) => {
                      const gives = kind.verbs.filter(({ by }) => by.includes(place)).map(({ verb }) => verb);
                      if (gives.length === 0) return null;
                      return (
                        <div key={place}>
                          {reasonText(t, reason)}
                          {gives.length < kind.verbs.length && <span className="kp-muted"> {gives.join(', ')}</span>}
                        </div>
                      );
                    })}
                  </Td>
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
