import {
  ActionGroup,
  Button,
  Card,
  CardBody,
  CardTitle,
  Form,
  FormGroup,
  Radio,
  Skeleton,
  Switch,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { get, request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { Field } from '@/shared/forms/Field';
import { say } from '@/shared/i18n/words';
import { ListFailure } from '@/shared/list/ListFailure';
import { numberOf, type PolicyForm, type PolicyNumber, type PolicyValues } from './policyForms';

const keyOf = (path: string) => ['security-policy', path];

/** One policy, with what it says now. */
export function PolicyCard({ policy, mayChange }: { policy: PolicyForm; mayChange: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(policy.path),
    queryFn: async ({ signal }) => policy.read(await get<never>(policy.path, undefined, signal)),
    staleTime: 0,
  });
  return (
    <Card>
      <CardTitle component="h2">{t(`securityPolicies.${policy.id}.title`)}</CardTitle>
      <CardBody>
        <p className="kp-muted kp-title">{t(`securityPolicies.${policy.id}.about`)}</p>
        {!data && error && <ListFailure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton screenreaderText={t('list.loading')} />}
        {data && <PolicyFields key={JSON.stringify(data)} policy={policy} values={data} mayChange={mayChange} />}
      </CardBody>
    </Card>
  );
}

interface FieldsProps {
  policy: PolicyForm;
  values: PolicyValues;
  mayChange: boolean;
}

function PolicyFields({ policy, values, mayChange }: FieldsProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [typed, setTyped] = useState<PolicyValues>({});
  const current: PolicyValues = { ...values, ...typed };
  const set = (name: string, value: PolicyValues[string]) => setTyped((before) => ({ ...before, [name]: value }));
  const isShown = ({ when }: PolicyNumber) => when === undefined || current[when] === true;
  const wrong = policy.numbers.filter(
    (field) => isShown(field) && numberOf(String(current[field.name]), field) === null,
  );
  const isChanged = Object.entries(current).some(([name, value]) => String(value) !== String(values[name]));
  const saving = useMutation({
    mutationFn: () => {
      const numbers = policy.numbers.map((field) => [
        field.name,
        numberOf(String(current[field.name]), field) ?? values[field.name],
      ]);
      return request<object>('PUT', policy.path, {
        body: policy.write({ ...current, ...Object.fromEntries(numbers) }),
      });
    },
    onSuccess: async () => {
      toast({ variant: 'success', title: t('securityPolicies.saved') });
      await client.invalidateQueries({ queryKey: keyOf(policy.path) });
    },
  });
  const canSave = mayChange && isChanged && wrong.length === 0 && !saving.isPending;
  const { choice } = policy;
  const idOf = (name: string) => `${policy.id}-${name}`;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) saving.mutate();
      }}
    >
      <FailureAlert error={saving.error} />
      {choice && (
        <FormGroup role="radiogroup" isStack fieldId={idOf('choice')} label={say(t, choice.label)}>
          {choice.options.map(([option, label]) => (
            <Radio
              key={option}
              id={idOf(option)}
              name={idOf('choice')}
              label={say(t, label)}
              isDisabled={!mayChange}
              isChecked={current[choice.name] === option}
              onChange={() => set(choice.name, option)}
            />
          ))}
        </FormGroup>
      )}
      {policy.switches.map(({ name, label }) => (
        <Switch
          key={name}
          id={idOf(name)}
          label={say(t, label)}
          isDisabled={!mayChange}
          isChecked={current[name] === true}
          onChange={(_event, isOn) => set(name, isOn)}
        />
      ))}
      {policy.numbers.filter(isShown).map((field) => {
        const { name, least, most } = field;
        const range = t('securityPolicies.range', { least, most });
        const isWrong = wrong.includes(field);
        return (
          <Field
            key={name}
            id={idOf(name)}
            label={say(t, field.label)}
            help={range}
            error={isWrong ? range : undefined}
          >
            <TextInput
              id={idOf(name)}
              type="number"
              min={least}
              max={most}
              isDisabled={!mayChange}
              value={String(current[name])}
              validated={isWrong ? 'error' : 'default'}
              aria-describedby={`${idOf(name)}-help`}
              onChange={(_event, text) => set(name, text)}
            />
          </Field>
        );
      })}
      <ActionGroup>
        <Button type="submit" isDisabled={!canSave} isLoading={saving.isPending}>
          {t('actions.save')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
