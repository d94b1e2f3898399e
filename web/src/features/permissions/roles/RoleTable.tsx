import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { VerbTable } from '../VerbTable';
import { roleTable, type RoleChanges, type TemplateRule } from './roleTable';
import { VerbMark } from './VerbMark';

interface Props {
  builtIn: readonly TemplateRule[];
  changes: RoleChanges;
}

/** What the role may, and where each right comes from. */
export function RoleTable({ builtIn, changes }: Props) {
  const { t } = useTranslation();
  const rows = useMemo(() => roleTable(builtIn, changes), [builtIn, changes]);
  return (
    <VerbTable
      label={t('roles.table')}
      rows={rows}
      keyOf={({ isPath, group, resource, names }) => `${isPath} ${group}/${resource} ${names.join(' ')}`}
      noteOf={({ names }) => (names.length > 0 ? t('roles.onlyNames', { names: names.join(', ') }) : '')}
      mark={(row, verb) => <VerbMark origin={row.verbs[verb]} />}
    />
  );
}
