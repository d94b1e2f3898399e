import { Checkbox, FormGroup, FormSelect, FormSelectOption } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { Field } from '@/shared/forms/Field';
import { FormDialog } from '@/shared/forms/FormDialog';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { SubjectPicker, type FindSubjects, type PickedSubject } from '@/shared/people/SubjectPicker';
import { grantsPath, permissionsKey, subjectsPath, type SubjectPage } from './permissionsApi';
import { RoleChoice } from './RoleChoice';

interface Props {
  level: 'cluster' | 'namespace';
  onClose(): void;
}

/** Gives a role to several people and groups in a cluster, or in several of its namespaces, at once. */
export function AddGrantDialog({ level, onClose }: Props) {
  const { t } = useTranslation();
  const clusters = useClusterNames();
  const [chosenCluster, setCluster] = useState('');
  const cluster = chosenCluster || clusters[0]?.name || '';
  const [namespaces, setNamespaces] = useState<string[]>([]);
  const [subjects, setSubjects] = useState<PickedSubject[]>([]);
  const [role, setRole] = useState('');
  const adding = useDialogAction({
    run: () =>
      request('POST', grantsPath, {
        body: { cluster, namespaces, role, subjects: subjects.map(({ kind, id }) => ({ kind, id })) },
      }),
    done: t('permissions.added'),
    changes: permissionsKey,
    onDone: onClose,
  });
  return (
    <FormDialog
      id="add-grant"
      variant="medium"
      title={t(`permissions.add.${level}`)}
      action={t('permissions.grant')}
      isReady={cluster !== '' && role !== '' && subjects.length > 0 && (level === 'cluster' || namespaces.length > 0)}
      doing={adding}
      onClose={onClose}
    >
      <Field id="grant-cluster" label={t('fields.cluster')} isRequired>
        <FormSelect
          id="grant-cluster"
          value={cluster}
          onChange={(_event, value) => {
            setCluster(value);
            setNamespaces([]);
          }}
        >
          {clusters.map(({ name }) => (
            <FormSelectOption key={name} value={name} label={name} />
          ))}
        </FormSelect>
      </Field>
      {level === 'namespace' && <Namespaces cluster={cluster} chosen={namespaces} onChange={setNamespaces} />}
      <SubjectPicker
        label={t('permissions.who')}
        kinds={['User', 'Group']}
        source="grants"
        find={findGrantees}
        chosen={subjects}
        onChange={setSubjects}
      />
      <RoleChoice level={level} cluster={cluster} namespace={namespaces[0] ?? ''} value={role} onChange={setRole} />
    </FormDialog>
  );
}

const findGrantees: FindSubjects = (kind, name, pageSize, signal) =>
  get<SubjectPage>(subjectsPath, { kind, name, pageSize }, signal);

interface NamespacesProps {
  cluster: string;
  chosen: readonly string[];
  onChange(chosen: string[]): void;
}

function Namespaces({ cluster, chosen, onChange }: NamespacesProps) {
  const { t } = useTranslation();
  const all = useNamespaceNames(cluster);
  return (
    <FormGroup label={t('fields.namespace')} isRequired role="group" fieldId="grant-namespaces">
      <div className="kp-choices">
        {all.map((name) => (
          <Checkbox
            key={name}
            id={`grant-namespace-${name}`}
            label={name}
            isChecked={chosen.includes(name)}
            onChange={(_event, isChecked) =>
              onChange(isChecked ? [...chosen, name] : chosen.filter((each) => each !== name))
            }
          />
        ))}
      </div>
    </FormGroup>
  );
}
