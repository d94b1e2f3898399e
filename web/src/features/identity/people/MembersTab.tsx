import { Button, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import { FilterText } from '@/shared/list/FilterText';
import { useSelection } from '@/shared/list/useSelection';
import type { PickedSubject, SubjectKind } from '@/shared/people/SubjectPicker';
import type { TableColumn } from '@/shared/table/DataTable';
import { FilterBar } from '@/shared/table/FilterBar';
import { PagedTable } from '@/shared/table/PagedTable';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { MembersDialog, type MemberVerb } from './MembersDialog';
import { peopleKey } from './peopleApi';

interface Props<Row> {
  /** What they are members of, as people call it. */
  place: string;
  path: string;
  columns: readonly TableColumn<Row>[];
  /** Who can be a member. */
  kinds: readonly SubjectKind[];
  /** Who a row is about. */
  subjectOf(row: Row): PickedSubject;
  /** Why members cannot be changed; empty where they can. */
  refusal: string | undefined;
  act(verb: MemberVerb, member: PickedSubject): Promise<unknown>;
}

const filtered = ['search'] as const;

/** Who is a member of something; many can be added and removed at once. */
export function MembersTab<Row extends { id: string }>(props: Props<Row>) {
  const { place, path, columns, kinds, subjectOf, refusal, act } = props;
  const { t } = useTranslation();
  const filters = useFilters<'search', 'tab'>(filtered);
  const page = usePage<Row>({ key: peopleKey, path, query: filters.values });
  const selection = useSelection<Row>(idOf);
  const [open, setOpen] = useState<{ verb: MemberVerb; members: readonly PickedSubject[] } | null>(null);
  const remove = (rows: Iterable<Row>) => setOpen({ verb: 'remove', members: [...rows].map(subjectOf) });
  return (
    <>
      <FilterBar
        filters={filters}
        actions={
          <ToolbarItem align={{ default: 'alignEnd' }}>
            <GuardedButton refusal={refusal} onClick={() => setOpen({ verb: 'add', members: [] })}>
              {t('groups.members.add')}
            </GuardedButton>
          </ToolbarItem>
        }
      >
        <FilterText
          label={t('permissions.findSubject')}
          value={filters.value('search')}
          onChange={(search) => filters.set({ search })}
        />
      </FilterBar>
      {selection.rows.size > 0 && (
        <Toolbar className="kp-toolbar kp-bulk" inset={{ default: 'insetSm' }} data-testid="bulk">
          <ToolbarContent>
            <ToolbarItem alignSelf="center">
              <strong>{t('bulk.selected', { count: selection.rows.size })}</strong>
            </ToolbarItem>
            <ToolbarItem>
              <GuardedButton
                size="sm"
                variant="secondary"
                isDanger
                refusal={refusal}
                onClick={() => remove(selection.rows.values())}
              >
                {t('groups.members.remove')}
              </GuardedButton>
            </ToolbarItem>
            <ToolbarItem>
              <Button size="sm" variant="link" onClick={selection.clear}>
                {t('bulk.clear')}
              </Button>
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
      )}
      <PagedTable<Row>
        label={t('groups.members.title')}
        page={page}
        filters={filters}
        columns={columns}
        keyOf={idOf}
        nameOf={(row) => subjectOf(row).name}
        selection={selection}
        actions={(row) => [
          { id: 'remove', title: 'groups.members.remove', isDanger: true, refusal, onSelect: () => remove([row]) },
        ]}
        empty={{ title: 'groups.members.none', body: 'groups.members.noneBody' }}
      />
      {open && (
        <MembersDialog
          {...open}
          place={place}
          kinds={kinds}
          act={act}
          onClose={() => {
            setOpen(null);
            selection.clear();
          }}
        />
      )}
    </>
  );
}

const idOf = ({ id }: { id: string }) => id;
