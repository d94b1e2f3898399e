import { Toolbar, ToolbarContent, ToolbarFilter, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStateWords } from '@/shared/status/useStateWords';
import { ClusterFilter } from './ClusterFilter';
import { FilterSelect } from './FilterSelect';
import { LabelFilter } from './LabelFilter';
import { NameFilter } from './NameFilter';
import { NamespaceFilter } from './NamespaceFilter';
import { SavedFilters } from './SavedFilters';
import { isFiltered, withoutFilters, type ListState } from './listState';

interface Props {
  states: readonly string[];
  filterBy: { cluster?: boolean; namespace?: boolean };
  state: ListState;
  onChange(change: Partial<ListState>): void;
  /** Whether and how the rows stay true. */
  freshness: ReactNode;
  /** The list whose filters can be kept under a name. */
  list: string;
  /** What belongs to the list as a whole. */
  menu?: ReactNode;
  pagination: ReactNode;
  children?: ReactNode;
}

export function ListToolbar({ states, filterBy, state, onChange, freshness, list, menu, pagination, children }: Props) {
  const { t } = useTranslation();
  const words = useStateWords();
  const clear = () => onChange(withoutFilters);
  const without = (name: 'states' | 'clusters' | 'namespaces') => (_category: unknown, label: unknown) => {
    const key = typeof label === 'object' && label !== null && 'key' in label ? String(label.key) : String(label);
    onChange({ [name]: state[name].filter((value) => value !== key) });
  };
  return (
    <Toolbar
      clearAllFilters={isFiltered(state) ? clear : undefined}
      clearFiltersButtonText={t('list.clearFilters')}
      className="kp-toolbar"
      inset={{ default: 'insetNone' }}
    >
      <ToolbarContent>
        <ToolbarGroup variant="filter-group">
          {filterBy.cluster && (
            <ToolbarFilter
              categoryName={t('fields.cluster')}
              labels={state.clusters}
              deleteLabel={without('clusters')}
              deleteLabelGroup={() => onChange({ clusters: [] })}
            >
              <ClusterFilter selected={state.clusters} onChange={(clusters) => onChange({ clusters })} />
            </ToolbarFilter>
          )}
          {filterBy.namespace && (
            <ToolbarFilter
              categoryName={t('fields.namespace')}
              labels={state.namespaces}
              deleteLabel={without('namespaces')}
              deleteLabelGroup={() => onChange({ namespaces: [] })}
            >
              <NamespaceFilter selected={state.namespaces} onChange={(namespaces) => onChange({ namespaces })} />
            </ToolbarFilter>
          )}
          {states.length > 0 && (
            <ToolbarFilter
              categoryName={t('fields.status')}
              labels={state.states.map((key) => ({ key, node: words(key) }))}
              deleteLabel={without('states')}
              deleteLabelGroup={() => onChange({ states: [] })}
            >
              <FilterSelect
                title={t('fields.status')}
                options={states.map((value) => ({ value, text: words(value) }))}
                selected={state.states}
                onChange={(next) => onChange({ states: next })}
              />
            </ToolbarFilter>
          )}
          <ToolbarItem>
            <NameFilter value={state.name} onChange={(name) => onChange({ name })} />
          </ToolbarItem>
          <ToolbarFilter
            categoryName={t('fields.labels')}
            labels={state.labels ? [state.labels] : []}
            deleteLabel={() => onChange({ labels: '' })}
          >
            <LabelFilter value={state.labels} onChange={(labels) => onChange({ labels })} />
          </ToolbarFilter>
          <ToolbarItem>
            <SavedFilters list={list} />
          </ToolbarItem>
        </ToolbarGroup>
        {children && <ToolbarGroup variant="action-group">{children}</ToolbarGroup>}
        <ToolbarGroup align={{ default: 'alignEnd' }}>
          <ToolbarItem alignSelf="center">{freshness}</ToolbarItem>
          {pagination && <ToolbarItem variant="pagination">{pagination}</ToolbarItem>}
          {menu && <ToolbarItem>{menu}</ToolbarItem>}
        </ToolbarGroup>
      </ToolbarContent>
    </Toolbar>
  );
}
