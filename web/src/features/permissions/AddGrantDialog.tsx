import {
  Alert,
  Button,
  Checkbox,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useToast } from '@/shared/feedback/ToastContext';
import { Field } from '@/shared/forms/Field';
import { useClusterNames } from '@/shared/places/useClusterNames';
import { useNamespaceNames } from '@/shared/places/useNamespaceNames';
import { grantsPath, permissionsKey, type Subject } from './permissionsApi';
import { RoleChoice } from './RoleChoice';
import { SubjectPicker } from './SubjectPicker';

interface Props {
  level: 'cluster' | 'namespace';
  onClose(): void;
}

/** Gives a role to several people and groups in a cluster, or in several of its namespaces, at once. */
export function AddGrantDialog({ level, onClose }: Props) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const clusters = useClusterNames();
  const [chosenCluster, setCluster] = useState('');
  const cluster = chosenCluster || clusters[0]?.name || '';
  const [namespaces, setNamespaces] = useState<string[]>([]);
  const [subjects, setSubjects] = useState<Subject[]>([]);
  const [role, setRole] = useState('');
  const adding = useMutation({
    mutationFn: () =>
      request('POST', grantsPath, {
        body: { cluster, namespaces, role, subjects: subjects.map(({ kind, id }) => ({ kind, id })) },
      }),
    onSuccess: async () => {
      toast({ variant: 'success', title: t('permissions.added') });
      onClose();
      await client.invalidateQueries({ queryKey: permissionsKey });
    },
  });
  const canAdd =
    cluster !== '' &&
    role !== '' &&
    subjects.length > 0 &&
    (level === 'cluster' || namespaces.length > 0) &&
    !adding.isPending;
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby="grant-title">
      <ModalHeader title={t(`permissions.add.${level}`)} labelId="grant-title" />
      <ModalBody>
        <Form
          id="add-grant"
          onSubmit={(event) => {
            event.preventDefault();
            if (canAdd) adding.mutate();
          }}
        >
          {adding.error && (
            <Alert isInline variant="danger" title={adding.error.message}>
              <ErrorReference error={adding.error} />
            </Alert>
          )}
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
          <SubjectPicker chosen={subjects} onChange={setSubjects} />
          <RoleChoice level={level} cluster={cluster} namespace={namespaces[0] ?? ''} value={role} onChange={setRole} />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="add-grant" isDisabled={!canAdd} isLoading={adding.isPending}>
          {t('permissions.grant')}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

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
