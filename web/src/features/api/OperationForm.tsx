import {
  ActionGroup,
  Alert,
  Button,
  ClipboardCopy,
  ClipboardCopyVariant,
  Form,
  FormGroup,
  FormSelect,
  FormSelectOption,
  TextArea,
  TextInput,
} from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeText } from './CodeText';
import { address, curl, type Operation, type Parameter, type Schema, type Values } from './openApi';
import { emptyBody } from './schemaText';
import { tryOperation } from './tryOperation';

interface Props {
  operation: Operation;
  schemas: Record<string, Schema>;
}

/** Fills in a request, sends it as this person, and shows it as a command. */
export function OperationForm({ operation, schemas }: Props) {
  const { t } = useTranslation();
  const [values, setValues] = useState<Values>({});
  const [body, setBody] = useState(() => (operation.body ? emptyBody(operation.body, schemas) : ''));
  const target = address(operation, values);
  const trying = useMutation({ mutationFn: (path: string) => tryOperation(operation.method, path, body) });
  const id = (name: string) => `${operation.id}-${name}`;
  const set = (name: string) => (_event: unknown, value: string) => setValues((known) => ({ ...known, [name]: value }));
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (target) trying.mutate(target);
      }}
    >
      {operation.parameters
        .filter(({ in: place }) => place === 'path' || place === 'query')
        .map((parameter) => (
          <FormGroup
            key={parameter.name}
            label={parameter.name}
            fieldId={id(parameter.name)}
            isRequired={parameter.in === 'path'}
          >
            <ParameterInput
              id={id(parameter.name)}
              parameter={parameter}
              value={values[parameter.name] ?? ''}
              onChange={set(parameter.name)}
            />
          </FormGroup>
        ))}
      {operation.body && (
        <FormGroup label={t('api.body')} fieldId={id('body')}>
          <TextArea
            id={id('body')}
            className="kp-code-input"
            resizeOrientation="vertical"
            autoResize
            value={body}
            onChange={(_event, text) => setBody(text)}
          />
        </FormGroup>
      )}
      {operation.method !== 'GET' && <Alert isInline isPlain variant="warning" title={t('api.writes')} />}
      <FormGroup label="curl" fieldId={id('curl')}>
        <ClipboardCopy
          isReadOnly
          variant={ClipboardCopyVariant.expansion}
          textAriaLabel="curl"
          toggleAriaLabel={t('api.showAll')}
          hoverTip={t('api.copy')}
          clickTip={t('api.copied')}
        >
          {curl(window.location.origin, operation.method, target ?? operation.path, body)}
        </ClipboardCopy>
      </FormGroup>
      <ActionGroup>
        <Button
          type="submit"
          variant={operation.method === 'DELETE' ? 'danger' : 'primary'}
          isDisabled={!target}
          isLoading={trying.isPending}
        >
          {t('api.send')}
        </Button>
      </ActionGroup>
      {trying.data && (
        <section aria-live="polite">
          <Alert
            isInline
            variant={trying.data.status >= 200 && trying.data.status < 300 ? 'success' : 'danger'}
            title={t('api.status', { status: trying.data.status })}
          >
            {trying.data.requestId && t('api.requestId', { id: trying.data.requestId })}
          </Alert>
          <CodeText label={t('api.answer')} text={trying.data.text} />
        </section>
      )}
    </Form>
  );
}

interface InputProps {
  id: string;
  parameter: Parameter;
  value: string;
  onChange(event: unknown, value: string): void;
}

function ParameterInput({ id, parameter, value, onChange }: InputProps) {
  const { t } = useTranslation();
  const schema = parameter.schema;
  const choices = schema?.enum ?? (schema?.type === 'boolean' ? [true, false] : null);
  if (!choices)
    return (
      <TextInput
        id={id}
        isRequired={parameter.in === 'path'}
        value={value}
        placeholder={schema?.type === 'array' ? t('api.several') : ''}
        onChange={onChange}
      />
    );
  return (
    <FormSelect id={id} value={value} onChange={onChange}>
      <FormSelectOption value="" label={t('api.notGiven')} />
      {choices.map((choice) => (
        <FormSelectOption key={String(choice)} value={String(choice)} label={String(choice)} />
      ))}
    </FormSelect>
  );
}
