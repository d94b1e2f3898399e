import type { ReactNode } from 'react';
import { ListEmpty } from './ListEmpty';
import { ListFailure } from './ListFailure';
import { ListSkeleton } from './ListSkeleton';
import type { Column, ListDescriptor } from './descriptor';

interface Props {
  /** What was read; undefined while nothing was. */
  data: unknown;
  error: Error | null;
  refetch(): unknown;
  /** How many rows there are to show. */
  count: number;
  empty: ListDescriptor<never>['empty'];
  /** The next step where there is nothing. */
  emptyAction?: ReactNode;
  /** Takes all filters away, where some are set. */
  onClear?(): void;
  skeleton: readonly Omit<Column<never>, 'sortBy'>[];
  /** The rows. */
  children: ReactNode;
}

/** The states of a list that is not a `ListPage`: loading, empty, filtered empty, not allowed, out of reach, and rows that are the last known ones. */
export function ListStates(props: Props) {
  const { data, error, refetch, count, empty, emptyAction, onClear, skeleton, children } = props;
  const retry = () => void refetch();
  if (data === undefined)
    return error ? <ListFailure error={error} onRetry={retry} /> : <ListSkeleton columns={skeleton} />;
  return (
    <>
      {error && <ListFailure error={error} onRetry={retry} isInline />}
      {count === 0 ? (
        <ListEmpty words={empty} isFiltered={onClear !== undefined} onClear={onClear} action={emptyAction} />
      ) : (
        children
      )}
    </>
  );
}
