import { Form } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FailureAlert } from '@/shared/feedback/FailureAlert';
import type { NewSecondFactor } from '../../session';
import { CodeField } from './CodeField';
import { SecretCode } from './SecretCode';
import type { ConfirmingFactor } from './useConfirmFactor';

interface Props {
  id: string;
  factor: NewSecondFactor;
  confirm: ConfirmingFactor;
  /** What sends it, where that is part of the form. */
  children?: ReactNode;
}

/** The secret, and a code to show that an app has it. */
export function ConfirmFactor({ id, factor, confirm, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <SecretCode factor={factor} />
      <Form
        id={id}
        onSubmit={(event) => {
          event.preventDefault();
          confirm.onSubmit();
        }}
      >
        <FailureAlert error={confirm.error} />
        <CodeField help={t('signIn.confirmHint')} value={confirm.code} onChange={confirm.onCode} />
        {children}
      </Form>
    </>
  );
}
