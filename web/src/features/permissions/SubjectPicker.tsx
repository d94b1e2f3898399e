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
import { get } from '@/shared/api/client';
import { permissionsKey, subjectsPath, type Subject, type SubjectPage } from './permissionsApi';

const shown = 8;

interface Props {
  chosen: readonly Subject[];
  onChange(chosen: Subject[]): void;
}

/** Several people and groups, found by a part of their name: a page at a time, for there may be thousands. */
export function SubjectPicker({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<'User' | 'Group'>('User');
  const [name, setName] = useState('');
  const { data, error } = useQuery({
    queryKey: [...permissionsKey, 'subjects', kind, name],
    queryFn: ({ signal }) => get<SubjectPage>(subjectsPath, { kind, name, pageSize: shown }, signal),
    placeholderData: keepPreviousData,
  });
  const isChosen = (subject: Subject) => chosen.some(({ id }) => id === subject.id);
  const toggle = (subject: Subject) =>
    onChange(isChosen(subject) ? chosen.filter(({ id }) => id !== subject.id) : [...chosen, subject]);
  return (
    <FormGroup label={t('permissions.who')} isRequired role="group" fieldId="grant-subjects">
      <ToggleGroup aria-label={t('permissions.kind')}>
        {(['User', 'Group'] as const).map((each) => (
          <ToggleGroupItem
            key={each}
            text={t(`permissions.kinds.${each}`)}
            buttonId={`grant-kind-${each}`}
            isSelected={kind === each}
            onChange={() => setKind(each)}
          />
        ))}
      </ToggleGroup>
      <SearchInput
        className="kp-space-top"
        aria-label={t('permissions.findSubject')}
        placeholder={t('permissions.findSubject')}
        value={name}
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
