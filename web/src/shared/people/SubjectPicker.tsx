import {
  Checkbox,
  FormGroup,
  Label,
  LabelGroup,
  SearchInput,
  Spinner,
  ToggleGroup,
  ToggleGroupItem,
} from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettled } from '@/shared/time/useSettled';

const shown = 8;
const typing = 200;

export type SubjectKind = 'User' | 'Group';

/** A person or a group to choose. */
export interface PickedSubject {
  kind: string;
  id: string;
  name: string;
}

/** Finds a page of people or groups by a part of their name. */
export type FindSubjects = (
  kind: SubjectKind,
  name: string,
  pageSize: number,
  signal: AbortSignal,
) => Promise<{ items: readonly PickedSubject[]; pagination: { total: number } }>;

interface Props {
  label: string;
  /** Which of the two can be chosen. */
  kinds: readonly SubjectKind[];
  /** What tells this way of finding from others, in the memory of the console. */
  source: string;
  find: FindSubjects;
  chosen: readonly PickedSubject[];
  onChange(chosen: PickedSubject[]): void;
}

/** Several people and groups, found by a part of their name: a page at a time, for there may be thousands. */
export function SubjectPicker({ label, kinds, source, find, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<SubjectKind>(kinds[0] ?? 'User');
  const [typed, setName] = useState('');
  const name = useSettled(typed, typing);
  const { data, error } = useQuery({
    queryKey: ['subjects', source, kind, name],
    queryFn: ({ signal }) => find(kind, name, shown, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const isChosen = (subject: PickedSubject) => chosen.some(({ id }) => id === subject.id);
  const toggle = (subject: PickedSubject) =>
    onChange(isChosen(subject) ? chosen.filter(({ id }) => id !== subject.id) : [...chosen, subject]);
  return (
    <FormGroup label={label} isRequired role="group" fieldId="grant-subjects">
      {kinds.length > 1 && (
        <ToggleGroup aria-label={t('permissions.kind')} className="kp-title">
          {kinds.map((each) => (
            <ToggleGroupItem
              key={each}
              text={t(`permissions.kinds.${each}`)}
              buttonId={`grant-kind-${each}`}
              isSelected={kind === each}
              onChange={() => setKind(each)}
            />
          ))}
        </ToggleGroup>
      )}
      <SearchInput
        aria-label={t('permissions.findSubject')}
        placeholder={t('permissions.findSubject')}
        value={typed}
        onChange={(_event, value) => setName(value)}
        onClear={() => setName('')}
        resetButtonLabel={t('actions.clear')}
      />
      {error && <p role="alert">{error.message}</p>}
      {!data && !error && <Spinner size="md" aria-label={t('permissions.findSubject')} />}
      <div className="kp-choices">
        {data?.items.map((subject) => (
          <Checkbox
            key={subject.id}
            id={`grant-subject-${subject.id}`}
            label={subject.name}
            isChecked={isChosen(subject)}
            onChange={() => toggle(subject)}
          />
        ))}
      </div>
      {data && (data.pagination.total === 0 || data.pagination.total > shown) && (
        <p className="kp-muted">
          {data.pagination.total === 0
            ? t('permissions.nobody')
            : t('permissions.moreSubjects', { count: data.pagination.total - data.items.length })}
        </p>
      )}
      {chosen.length > 0 && (
        <LabelGroup categoryName={t('permissions.chosen')} numLabels={20}>
          {chosen.map((subject) => (
            <Label
              key={subject.id}
              onClose={() => toggle(subject)}
              closeBtnAriaLabel={t('permissions.unchoose', { name: subject.name })}
            >
              {subject.name}
            </Label>
          ))}
        </LabelGroup>
      )}
    </FormGroup>
  );
}
