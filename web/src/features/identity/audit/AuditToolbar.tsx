import {
  Button,
  FormSelect,
  FormSelectOption,
  TextInput,
  ToggleGroup,
  ToggleGroupItem,
  Toolbar,
  ToolbarContent,
  ToolbarGroup,
  ToolbarItem,
} from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { FilterText } from '@/shared/list/FilterText';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { auditFilters, exportAddress, isKube, type AuditFilter } from './auditQuery';
import { KeepActions } from './KeepActions';

interface Props {
  parameters: URLSearchParams;
  onChange(name: AuditFilter | 'via', value: string): void;
  onClear(): void;
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
export function AuditToolbar({ parameters, onChange, onClear }: Props) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  const value = (name: AuditFilter) => parameters.get(name) ?? '';
  const select = (name: AuditFilter, label: string, options: readonly (readonly [string, string])[]) => (
    <ToolbarItem>
      <FormSelect aria-label={label} value={value(name)} onChange={(_event, next) => onChange(name, next)}>
        <FormSelectOption value="" label={`${label}: ${t('audit.any')}`} />
        {options.map(([option, text]) => (
          <FormSelectOption key={option} value={option} label={text} />
        ))}
      </FormSelect>
    </ToolbarItem>
  );
  const moment = (name: 'from' | 'to') => (
    <ToolbarItem>
      <TextInput
        type="datetime-local"
        aria-label={t(`audit.${name}`)}
        title={t(`audit.${name}`)}
        value={value(name)}
        onChange={(_event, next) => onChange(name, next)}
      />
    </ToolbarItem>
  );
  return (
    <Toolbar className="kp-toolbar" inset={{ default: 'insetNone' }}>
      <ToolbarContent>
        <ToolbarItem>
          <ToggleGroup aria-label={t('audit.way')}>
            <ToggleGroupItem
              text={t('audit.platform')}
              buttonId="audit-platform"
              isSelected={!isKube(parameters)}
              onChange={() => onChange('via', '')}
            />
            <ToggleGroupItem
              text={t('audit.kube')}
              buttonId="audit-kube"
              isSelected={isKube(parameters)}
              onChange={() => onChange('via', 'kube')}
            />
          </ToggleGroup>
        </ToolbarItem>
        <FilterText label={t('audit.who')} value={value('user')} onChange={(next) => onChange('user', next)} />
        {select(
          'cluster',
          t('fields.cluster'),
          clusters.map(({ name }) => [name, name] as const),
        )}
        <FilterText label={t('audit.kind')} value={value('kind')} onChange={(next) => onChange('kind', next)} />
        <FilterText label={t('fields.name')} value={value('name')} onChange={(next) => onChange('name', next)} />
        {select(
          'verb',
          t('audit.verb'),
          verbs.map((verb) => [verb, verb] as const),
        )}
        {select('outcome', t('audit.outcome'), [
          ['succeeded', t('audit.outcomes.done')],
          ['failed', t('audit.outcomes.failed')],
        ])}
        {moment('from')}
        {moment('to')}
        {auditFilters.some((name) => value(name) !== '') && (
          <ToolbarItem>
            <Button variant="link" onClick={onClear}>
              {t('list.clearFilters')}
            </Button>
          </ToolbarItem>
        )}
        <ToolbarGroup align={{ default: 'alignEnd' }}>
          <ToolbarItem>
            <Button variant="secondary" component="a" href={exportAddress(parameters)} download>
              {t('audit.export')}
            </Button>
          </ToolbarItem>
          <KeepActions record={isKube(parameters) ? 'kube' : 'platform'} />
        </ToolbarGroup>
      </ToolbarContent>
    </Toolbar>
  );
}
