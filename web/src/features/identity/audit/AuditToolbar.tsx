import { Button, TextInput, ToggleGroup, ToggleGroupItem, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { FilterText } from '@/shared/list/FilterText';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { FilterBar } from '@/shared/table/FilterBar';
import { FilterOptions } from '@/shared/table/FilterOptions';
import type { Filters } from '@/shared/table/useFilters';
import { exportAddress, isKube, type AuditFilter } from './auditQuery';
import { KeepActions } from './KeepActions';

interface Props {
  parameters: URLSearchParams;
  filters: Filters<AuditFilter | 'via'>;
}

const verbs = [
  'create',
  'update',
  'patch',
  'delete',
  'get',
  'restart',
  'rollback',
  'login',
  'logout',
  'pause',
  'resume',
  'rebuild',
  'check',
  'clear',
  'keep',
];

/** Narrows the record by who, where, what, outcome and time. */
export function AuditToolbar({ parameters, filters }: Props) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  const of = (name: AuditFilter) => ({
    value: filters.value(name),
    onChange: (value: string) => filters.set({ [name]: value }),
  });
  const moment = (name: 'from' | 'to') => (
    <ToolbarItem>
      <TextInput
        type="datetime-local"
        aria-label={t(`audit.${name}`)}
        title={t(`audit.${name}`)}
        value={filters.value(name)}
        onChange={(_event, next) => filters.set({ [name]: next })}
      />
    </ToolbarItem>
  );
  return (
    <FilterBar
      filters={filters}
      actions={
        <ToolbarGroup align={{ default: 'alignEnd' }}>
          <ToolbarItem>
            <Button variant="secondary" component="a" href={exportAddress(parameters)} download>
              {t('audit.export')}
            </Button>
          </ToolbarItem>
          <KeepActions record={isKube(parameters) ? 'kube' : 'platform'} />
        </ToolbarGroup>
      }
    >
      <ToolbarItem>
        <ToggleGroup aria-label={t('audit.way')}>
          <ToggleGroupItem
            text={t('audit.platform')}
            buttonId="audit-platform"
            isSelected={!isKube(parameters)}
            onChange={() => filters.set({ via: '' })}
          />
          <ToggleGroupItem
            text={t('audit.kube')}
            buttonId="audit-kube"
            isSelected={isKube(parameters)}
            onChange={() => filters.set({ via: 'kube' })}
          />
        </ToggleGroup>
      </ToolbarItem>
      <FilterText label={t('audit.who')} {...of('user')} />
      <FilterOptions
        label={t('fields.cluster')}
        options={clusters.map(({ name }) => [name, name] as const)}
        {...of('cluster')}
      />
      <FilterText label={t('audit.kind')} {...of('kind')} />
      <FilterText label={t('fields.name')} {...of('name')} />
      <FilterOptions label={t('audit.verb')} options={verbs.map((verb) => [verb, verb] as const)} {...of('verb')} />
      <FilterOptions
        label={t('audit.outcome')}
        options={[
          ['succeeded', t('audit.outcomes.done')],
          ['failed', t('audit.outcomes.failed')],
        ]}
        {...of('outcome')}
      />
      {moment('from')}
      {moment('to')}
    </FilterBar>
  );
}
