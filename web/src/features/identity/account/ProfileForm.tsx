import { ActionGroup, Button, Form, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/shared/api/ApiError';
import { request } from '@/shared/api/client';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import { useToast } from '@/shared/feedback/ToastContext';
import { Field } from '@/shared/forms/Field';
import { sessionQuery, type Session } from '../session';
import { emailPath, namePath } from './accountApi';

const fields = ['firstname', 'lastname', 'email'] as const;
const longest = { firstname: 63, lastname: 63, email: 254 };

/** What people change of their own account. Only what was changed is sent. */
export function ProfileForm({ session }: { session: Session }) {
  const { t } = useTranslation();
  const toast = useToast();
  const client = useQueryClient();
  const [typed, setTyped] = useState<Partial<Record<(typeof fields)[number], string>>>({});
  const values = { firstname: session.firstname, lastname: session.lastname, email: session.email, ...typed };
  const isChanged = (field: (typeof fields)[number]) => values[field] !== session[field];
  const saving = useMutation({
    mutationFn: async () => {
      const { firstname, lastname, email } = values;
      if (isChanged('email')) await request('PUT', emailPath, { body: { email } });
      if (isChanged('firstname') || isChanged('lastname'))
        await request('PUT', namePath, { body: { firstname, lastname } });
    },
    onSuccess: () => toast({ variant: 'success', title: t('account.profile.saved') }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const refused = saving.error instanceof ApiError ? saving.error.field : undefined;
  const isKnown = fields.some((field) => field === refused);
  const canSave = fields.some(isChanged) && !saving.isPending;
  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) saving.mutate();
      }}
    >
      {!isKnown && <FailureAlert error={saving.error} />}
      {fields.map((field) => (
        <Field
          key={field}
          id={`profile-${field}`}
          label={t(`account.profile.${field}`)}
          error={refused === field ? saving.error?.message : undefined}
        >
          <TextInput
            id={`profile-${field}`}
            type={field === 'email' ? 'email' : 'text'}
            autoComplete={{ firstname: 'given-name', lastname: 'family-name', email: 'email' }[field]}
            maxLength={longest[field]}
            value={values[field]}
            validated={refused === field ? 'error' : 'default'}
            aria-describedby={refused === field ? `profile-${field}-help` : undefined}
            onChange={(_event, value) => setTyped((current) => ({ ...current, [field]: value }))}
          />
        </Field>
      ))}
      <ActionGroup>
        <Button type="submit" isDisabled={!canSave} isLoading={saving.isPending}>
          {t('actions.save')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
