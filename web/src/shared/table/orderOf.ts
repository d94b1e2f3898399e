import type { TableOrder } from './DataTable';
import type { Filters } from './useFilters';

/** The order that the address of the page names (`createdAt:desc`), by name until somebody chooses another. */
export function orderOf(filters: Pick<Filters<'order'>, 'value' | 'set'>): TableOrder {
  const [by, direction] = filters.value('order').split(':');
  return {
    by: by || 'name',
    isDescending: direction === 'desc',
    onChange: (next, isDescending) =>
      filters.set({ order: next === 'name' && !isDescending ? '' : `${next}:${isDescending ? 'desc' : 'asc'}` }),
  };
}

/** The question that an order asks the API. */
export const orderQuery = ({ by, isDescending }: TableOrder) => ({
  sortBy: by,
  sortDir: isDescending ? 'desc' : 'asc',
});
