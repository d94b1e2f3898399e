import { get, queryString, type QueryValue } from '@/shared/api/client';
import type { ListedObject, ListResponse } from '@/shared/api/published';

const pageSize = 1_000;

/** The most rows that a file has. */
export const mostExported = 50_000;

/** Every row that a list has with these filters, page by page. */
export async function readAllRows<Row extends ListedObject>(
  path: string,
  query: Record<string, QueryValue>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let page = 1; rows.length < mostExported; page++) {
    const answer = await get<ListResponse<Row>>(path + queryString({ ...query, page, pageSize }));
    const items = answer.items ?? [];
    rows.push(...items);
    if (items.length < pageSize) break;
  }
  return rows.slice(0, mostExported);
}
