import { Pagination } from '@patternfly/react-core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { pageSizes, type ListState } from './listState';

interface Props {
  state: Pick<ListState, 'page' | 'pageSize'>;
  total: number;
  isCompact?: boolean;
  onChange(change: Partial<ListState>): void;
}

export const ListPagination = memo(function ListPagination({ state, total, isCompact = false, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Pagination
      itemCount={total}
      page={state.page}
      perPage={state.pageSize}
      perPageOptions={pageSizes.map((value) => ({ title: String(value), value }))}
      isCompact={isCompact}
      variant={isCompact ? 'top' : 'bottom'}
      widgetId={isCompact ? 'list-top' : 'list-bottom'}
      onSetPage={(_event, page) => onChange({ page })}
      onPerPageSelect={(_event, pageSize) => onChange({ pageSize })}
      titles={{
        perPageSuffix: t('paging.perPage'),
        items: '',
        itemsPerPage: t('paging.itemsPerPage'),
        ofWord: t('paging.of'),
        paginationAriaLabel: isCompact ? t('paging.top') : t('paging.bottom'),
        toFirstPageAriaLabel: t('paging.first'),
        toPreviousPageAriaLabel: t('paging.previous'),
        toNextPageAriaLabel: t('paging.next'),
        toLastPageAriaLabel: t('paging.last'),
        currPageAriaLabel: t('paging.current'),
      }}
    />
  );
});
