import { Card, CardBody, CardTitle } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import type { ReactNode } from 'react';

interface Props {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly ReactNode[])[];
}

/** Something of an object that there are several of, as a card of its own; nothing where there is none. */
export function DetailTable({ title, columns, rows }: Props) {
  if (rows.length === 0) return null;
  return (
    <Card>
      <CardTitle>{title}</CardTitle>
      <CardBody>
        <div className="kp-table-scroll" role="region" aria-label={title} tabIndex={0}>
          <Table aria-label={title} variant="compact" gridBreakPoint="">
            <Thead>
              <Tr>
                {columns.map((column) => (
                  <Th key={column} modifier="nowrap">
                    {column}
                  </Th>
                ))}
              </Tr>
            </Thead>
            <Tbody>
              {rows.map((cells, row) => (
                <Tr key={row}>
                  {cells.map((cell, column) => (
                    <Td key={columns[column]} className="kp-cell-wrap kp-details__cell">
                      {cell === '' || cell === undefined ? '–' : cell}
                    </Td>
                  ))}
                </Tr>
              ))}
            </Tbody>
          </Table>
        </div>
      </CardBody>
    </Card>
  );
}
