import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useKeyAction } from '@/shared/keyboard/useKeyAction';
import { clusterLink, namespaceLink, objectLink } from '@/shared/kinds/objectLink';
import { NameLink } from '@/shared/list/NameLink';
import { StatusText } from '@/shared/status/StatusText';
import { Age } from '@/shared/time/Age';
import type { KindCount, SearchRow } from './shapes';

interface Props {
  rows: readonly SearchRow[];
  /** How many there are of each kind; kinds of which no row has come yet are not drawn. */
  kinds: readonly KindCount[];
  onOnly(kind: KindCount): void;
}

/** What was found, kind after kind. */
export function ResultTable({ rows, kinds, onOnly }: Props) {
  const { t, i18n } = useTranslation();
  const table = useRef<HTMLTableElement>(null);
  useResultKeys(table);
  const groups = kinds
    .map((kind) => ({ kind, found: rows.filter(({ segment }) => segment === kind.segment) }))
    .filter(({ found }) => found.length > 0);
  return (
    <div className="kp-table-scroll">
      <Table aria-label={t('search.results')} variant="compact" gridBreakPoint="" className="kp-table" innerRef={table}>
        <Thead>
          <Tr>
            <Th modifier="nowrap">{t('fields.name')}</Th>
            <Th modifier="nowrap">{t('fields.status')}</Th>
            <Th modifier="nowrap">{t('fields.namespace')}</Th>
            <Th modifier="nowrap">{t('fields.cluster')}</Th>
            <Th className="kp-cell-number" modifier="nowrap">
              {t('fields.age')}
            </Th>
          </Tr>
        </Thead>
        {groups.map(({ kind, found }) => (
          <Tbody key={kind.segment}>
            <Tr className="kp-result-group">
              <Th colSpan={5} scope="rowgroup">
                <strong>{kind.kind}</strong>{' '}
                <span className="kp-muted kp-number">
                  {found.length < kind.count
                    ? t('search.shownOf', {
                        shown: found.length.toLocaleString(i18n.language),
                        total: kind.count.toLocaleString(i18n.language),
                      })
                    : kind.count.toLocaleString(i18n.language)}
                </span>
                {kinds.length > 1 && (
                  <Button variant="link" isInline className="kp-result-group__only" onClick={() => onOnly(kind)}>
                    {t('search.only', { kind: kind.kind })}
                  </Button>
                )}
              </Th>
            </Tr>
            {found.map((row) => (
              <ResultRow key={`${row.cluster}/${row.namespace}/${row.name}`} row={row} />
            ))}
          </Tbody>
        ))}
      </Table>
    </div>
  );
}

function ResultRow({ row }: { row: SearchRow }) {
  const { cluster, namespace, name, segment, state, severity, message, createdAt } = row;
  const to = objectLink({ cluster, namespace: namespace || undefined, segment, name });
  return (
    <Tr tabIndex={-1} data-link={to}>
      <Td className="kp-cell-name">
        <NameLink to={to}>{name}</NameLink>
      </Td>
      <Td>{state === '' ? '–' : <StatusText state={state} severity={severity} message={message} showMessage />}</Td>
      <Td>
        {namespace ? (
          <NameLink isQuiet to={namespaceLink(cluster, namespace)}>
            {namespace}
          </NameLink>
        ) : (
          '–'
        )}
      </Td>
      <Td>
        <NameLink isQuiet to={clusterLink(cluster)}>
          {cluster}
        </NameLink>
      </Td>
      <Td className="kp-cell-number">
        <Age since={createdAt} />
      </Td>
    </Tr>
  );
}

/** j, k and Enter, as in lists. */
function useResultKeys(table: React.RefObject<HTMLTableElement | null>): void {
  const navigate = useNavigate();
  const rows = () => [...(table.current?.querySelectorAll<HTMLTableRowElement>('tr[data-link]') ?? [])];
  const step = (by: 1 | -1) => {
    const all = rows();
    const at = all.findIndex((row) => row.contains(document.activeElement));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    return next !== undefined;
  };
  useKeyAction('list.next', () => step(1));
  useKeyAction('list.previous', () => step(-1));
  useKeyAction('list.open', () => {
    const link = rows().find((row) => row === document.activeElement)?.dataset.link;
    if (!link) return false;
    void navigate(link);
    return true;
  });
}
