import {
  Button,
  Checkbox,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Radio,
  SearchInput,
  TextInput,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get } from '@/shared/api/client';
import { kindsPath } from '@/shared/api/paths';
import type { ServedKindSummary } from '@/shared/api/published';
import { Field } from '@/shared/forms/Field';
import { roleName } from '../roleWords';
import { roleTable, roleVerbs, type RoleChanges, type RoleTemplate, type TemplateRule } from './roleTable';

const shown = 30;

interface Props {
  way: 'add' | 'remove';
  role: RoleTemplate;
  changes: RoleChanges;
  onDone(rule: TemplateRule): void;
  onClose(): void;
}

interface Choice {
  group: string;
  resource: string;
}

/** One more rule: a kind that some cluster serves (to add), or one that the role has (to take away), and verbs. */
export function RuleDialog({ way, role, changes, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [part, setPart] = useState('');
  const [verbs, setVerbs] = useState<readonly string[]>(way === 'add' ? ['get', 'list', 'watch'] : roleVerbs);
  const { data, error } = useQuery({
    queryKey: ['kinds', ''],
    queryFn: ({ signal }) => get<{ items: ServedKindSummary[] }>(kindsPath(), undefined, signal),
    enabled: way === 'add',
  });
  const choices: Choice[] =
    way === 'add'
      ? (data?.items ?? []).filter(({ namespaced }) => namespaced || role.scope === 'cluster')
      : roleTable(role.builtIn, changes).filter(
          ({ isPath, verbs: held }) => !isPath && Object.values(held).some((origin) => origin !== 'removed'),
        );
  const found = choices.filter((choice) => keyOf(choice).toLowerCase().includes(search.trim().toLowerCase()));
  const isReady = chosen !== null && verbs.length > 0;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="rule-title">
      <ModalHeader
        title={t(way === 'add' ? 'roles.addTitle' : 'roles.removeTitle', { role: roleName(t, role.name) })}
        labelId="rule-title"
      />
      <ModalBody>
        <Form
          id="rule"
          onSubmit={(event) => {
            event.preventDefault();
            if (!chosen || !isReady) return;
            const resource = part.trim() ? `${chosen.resource}/${part.trim()}` : chosen.resource;
            onDone({
              verbs: verbs.length === roleVerbs.length ? ['*'] : roleVerbs.filter((verb) => verbs.includes(verb)),
              apiGroups: [chosen.group],
              resources: [resource],
              resourceNames: [],
              nonResourceURLs: [],
            });
          }}
        >
          <FormGroup label={t('permissions.kind')} isRequired role="radiogroup" fieldId="rule-kind">
            <SearchInput
              aria-label={t('kindsPage.find')}
              placeholder={t('kindsPage.find')}
              value={search}
              onChange={(_event, value) => setSearch(value)}
              onClear={() => setSearch('')}
              resetButtonLabel={t('actions.clear')}
            />
            {error && <p role="alert">{error.message}</p>}
            <div className="kp-choices">
              {found.slice(0, shown).map((choice) => (
                <Radio
                  key={keyOf(choice)}
                  id={`rule-kind-${keyOf(choice)}`}
                  name="rule-kind"
                  label={keyOf(choice)}
                  isChecked={chosen !== null && keyOf(chosen) === keyOf(choice)}
                  onChange={() => setChosen({ group: choice.group, resource: choice.resource })}
                />
              ))}
            </div>
            {found.length > shown && <p className="kp-muted">{t('roles.more', { count: found.length - shown })}</p>}
            {found.length === 0 && (data || way === 'remove') && <p className="kp-muted">{t('kindsPage.none')}</p>}
          </FormGroup>
          {way === 'add' && (
            <Field id="rule-part" label={t('roles.part')} help={t('roles.partHint')}>
              <TextInput id="rule-part" value={part} onChange={(_event, value) => setPart(value)} />
            </Field>
          )}
          <FormGroup label={t('roles.verbs')} isRequired isInline role="group" fieldId="rule-verbs">
            {roleVerbs.map((verb) => (
              <Checkbox
                key={verb}
                id={`rule-verb-${verb}`}
                label={verb}
                isChecked={verbs.includes(verb)}
                onChange={(_event, isChecked) =>
                  setVerbs(isChecked ? [...verbs, verb] : verbs.filter((each) => each !== verb))
                }
              />
            ))}
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="rule" isDisabled={!isReady}>
          {t(way === 'add' ? 'roles.add' : 'roles.remove')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

const keyOf = ({ group, resource }: Choice) => (group ? `${resource}.${group}` : resource);
