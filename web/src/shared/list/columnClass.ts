import type { Column } from './descriptor';

export const columnClass = <Row>({
  isName,
  numeric,
  secondary,
  wide,
}: Pick<Column<Row>, 'isName' | 'numeric' | 'secondary' | 'wide'>): string =>
  [isName && 'kp-cell-name', numeric && 'kp-cell-number', secondary && 'kp-cell-secondary', wide && 'kp-cell-wide']
    .filter(Boolean)
    .join(' ');
