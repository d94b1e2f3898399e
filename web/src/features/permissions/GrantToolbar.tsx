import { Button, FormSelect, FormSelectOption, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { FilterText } from '@/shared/list/FilterText';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { grantedRoles, roleName } from './roleWords';

export const grantFilters = ['subject', 'cluster', 'namespace', 'role', 'source'] as const;
export type GrantFilter = (typeof grantFilters)[number];

interface Props {
  level: 'cluster' | 'namespace';
  parameters: URLSearchParams;
  onChange(name: GrantFilter, value: string): void;
  onClear(): void;
}

/** Narrows the grants by who, where, role and source. */
export function GrantToolbar({ level, parameters, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  const value = (name: GrantFilter) => parameters.get(name) ?? '';
  const select = (name: GrantFilter, label: string, options: readonly (readonly [string, string])[]) => (
    <ToolbarItem>
      <FormSelect aria-label={label} value={value(name)} onChange={(_event, next) => onChange(name, next)}>
        <FormSelectOption value="" label={`${label}: ${t('audit.any')}`} />
        {options.map(([option, text]) => (
          <FormSelectOption key={option} value={option} label={text} />
        ))}
      </FormSelect>
    </ToolbarItem>
  );
  return (
    <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <FilterText
          label={t('permissions.who')}
          value={value('subject')}
          onChange={(next) => onChange('subject', next)}
        />
        {select(
          'cluster',
          t('fields.cluster'),
          clusters.map(({ name }) => [name, name] as const),
        )}
        {level === 'namespace' && (
          <FilterText
            label={t('fields.namespace')}
            value={value('namespace')}
            onChange={(next) => onChange('namespace', next)}
          />
        )}
        {select(
          'role',
          t('permissions.role'),
          grantedRoles[level].map((role) => [role, roleName(t, role)] as const),
        )}
        {select('source', t('permissions.source'), [
          ['granted', t('permissions.sources.granted')],
          ['hand-made', t('permissions.sources.handMade')],
        ])}
        {grantFilters.some((name) => value(name) !== '') && (
          <ToolbarItem>
            <Button variant="link" onClick={onClear}>
              {t('list.clearFilters')}
            </Button>
          </ToolbarItem>
        )}
      </ToolbarContent>
    </Toolbar>
  );
}
