import { Skeleton } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useTranslation } from 'react-i18next';
import { say } from '@/shared/i18n/words';
import type { Column } from './descriptor';
import { columnClass } from './columnClass';

const rows = [70, 55, 80, 62, 74, 50, 66, 58];

/** The real layout, before its words have come. */
export function ListSkeleton<Row>({ columns }: { columns: readonly Omit<Column<Row>, 'sortBy'>[] }) {
  const { t } = useTranslation();
  return (
    <Table aria-label={t('list.loading')} aria-busy variant="compact" gridBreakPoint="" className="kp-table">
      <Thead>
        <Tr>
          {columns.map((column) => (
            <Th key={column.id} className={columnClass(column)} modifier="nowrap">
              {say(t, column.title)}
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((width, index) => (
          <Tr key={index}>
            {columns.map((column) => (
              <Td key={column.id} className={columnClass(column)}>
                <Skeleton width={column.isName ? `${width}%` : '60%'} />
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
