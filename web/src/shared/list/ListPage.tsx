import { Alert, Button } from '@patternfly/react-core';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueryValue } from '@/shared/api/client';
import type { ListedObject } from '@/shared/api/published';
import { FreshnessNotice } from './FreshnessNotice';
import { LiveBadge } from './LiveBadge';
import { ListEmpty } from './ListEmpty';
import { ListFailure } from './ListFailure';
import { chooseColumns, useColumnChoice } from './columnChoice';
import { ListMenu, type ListExport } from './ListMenu';
import { ListPagination } from './ListPagination';
import { ListSkeleton } from './ListSkeleton';
import { ListTable } from './ListTable';
import { ListToolbar } from './ListToolbar';
import { Reading } from './Reading';
import type { ListDescriptor, RowAction } from './descriptor';
import { commonSorts, isFiltered, listQuery, withoutFilters } from './listState';
import { hasPending } from './pendingChanges';
import { useRememberedPlaces } from './useRememberedPlaces';
import { rowKey } from '@/shared/live/rowKey';
import { useSelection, type Selection } from './useSelection';
import { useListState } from './useListState';
import { useLiveList } from './useLiveList';

interface Props<Row extends ListedObject> {
  descriptor: ListDescriptor<Row>;
  path: string;
  /** What the page itself asks beside the person's filters, such as the owner of the pods. */
  query?: Record<string, QueryValue>;
  /** Which places the person may filter by here. */
  filterBy?: { cluster?: boolean; namespace?: boolean };
  actions?: (row: Row) => RowAction[];
  /** What can be done with ticked rows; where it is given, rows can be ticked. */
  bulk?(selection: Selection<Row>): ReactNode;
  /** Files of the list beside its columns. */
  exports?: readonly ListExport<Row>[];
  /** Buttons of the toolbar: create, import. */
  children?: ReactNode;
  /** The next step where the list is empty. */
  emptyAction?: ReactNode;
}

const noFilters: { cluster?: boolean; namespace?: boolean } = {};

/** A list with everything that belongs to it: filters, sort, paging, live rows and its six states. */
export function ListPage<Row extends ListedObject>(props: Props<Row>) {
  const { descriptor, path, query, filterBy = noFilters, actions, bulk, exports, children, emptyAction } = props;
  const { t } = useTranslation();
  const sorts = useMemo(
    () => [...commonSorts, ...descriptor.columns.flatMap(({ sortBy }) => sortBy ?? [])],
    [descriptor],
  );
  const [state, change] = useListState(descriptor.order, sorts);
  const changeAndRemember = useRememberedPlaces(
    filterBy.cluster ? 'fleet' : (path.split('/')[5] ?? ''),
    filterBy,
    state,
    change,
  );
  const selection = useSelection<Row>(rowKey);
  const [choice] = useColumnChoice(descriptor.id);
  const shown = useMemo(
    () => ({ ...descriptor, columns: chooseColumns(descriptor.columns, choice) }),
    [descriptor, choice],
  );
  const asked = useMemo(() => ({ ...listQuery(state), ...query }), [state, query]);
  const [reading] = useState(() => new Reading());
  const list = useLiveList<Row>(path, asked, {
    isReading: reading.isReading,
    reordersOnChange: descriptor.order?.followsChanges && state.sortBy === descriptor.order.sortBy,
  });
  const { data, error, pending, refetch } = list;

  const waiting = hasPending(pending);
  useEffect(() => reading.whenRested(() => waiting && void refetch()), [reading, waiting, refetch]);

  const rows = data?.items ?? [];
  // With nothing here and nothing filtered there is nothing to search: the empty state says what to do.
  const isEmpty = data !== undefined && rows.length === 0 && !isFiltered(state);
  const total = data?.pagination?.total ?? rows.length;
  // Paging past the end, as after a delete on the last page, leads back to the last page there is.
  const pages = Math.max(1, Math.ceil(total / state.pageSize));
  useEffect(() => {
    if (data && !list.isPlaceholderData && state.page > pages) change({ page: pages });
  }, [data, list.isPlaceholderData, state.page, pages, change]);

  // Rows change many times a second; what stands above them does not.
  const { isLive, refused } = list;
  const updatedAt = isLive ? 0 : list.dataUpdatedAt;
  const isRead = data !== undefined;
  const toolbar = useMemo(
    () => (
      <ListToolbar
        states={descriptor.states ?? []}
        filterBy={filterBy}
        state={state}
        onChange={changeAndRemember}
        list={descriptor.id}
        menu={<ListMenu descriptor={descriptor} path={path} query={asked} exports={exports} />}
        freshness={
          <LiveBadge isLive={isLive} refused={refused} updatedAt={updatedAt} onRefresh={() => void refetch()} />
        }
        pagination={isRead && <ListPagination state={state} total={total} onChange={change} isCompact />}
      >
        {children}
      </ListToolbar>
    ),
    [
      descriptor,
      filterBy,
      state,
      changeAndRemember,
      path,
      asked,
      exports,
      isLive,
      refused,
      updatedAt,
      refetch,
      isRead,
      total,
      change,
      children,
    ],
  );

  return (
    <div className="kp-list" data-list={descriptor.id}>
      {!isEmpty && toolbar}
      {data?.freshness && data.freshness.length > 0 && <FreshnessNotice freshness={data.freshness} />}
      {error && data && <ListFailure error={error} onRetry={() => void refetch()} isInline />}
      {waiting && (
        <Alert
          isInline
          isPlain
          variant="info"
          className="kp-list__pending"
          title={t('list.pending', { added: pending.added, gone: pending.gone.size })}
          actionLinks={
            <Button variant="link" isInline onClick={() => void refetch()}>
              {t('list.showNow')}
            </Button>
          }
        />
      )}
      {error && !data ? (
        <ListFailure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListSkeleton columns={shown.columns} />
      ) : rows.length === 0 ? (
        <ListEmpty
          words={descriptor.empty}
          isFiltered={isFiltered(state)}
          onClear={() => changeAndRemember(withoutFilters)}
          action={emptyAction}
        />
      ) : (
        <>
          {selection.rows.size > 0 && bulk?.(selection)}
          <ListTable
            descriptor={shown}
            rows={rows}
            gone={pending.gone}
            total={total}
            state={state}
            onChange={change}
            actions={actions}
            selection={bulk && selection}
            readingHandlers={reading.handlers}
            isBusy={list.isPlaceholderData}
          />
          {total > 20 && <ListPagination state={state} total={total} onChange={change} />}
        </>
      )}
    </div>
  );
}
