import { ActionGroup, Button, Checkbox, Form, TextArea } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FileButton } from '@/features/resources/create/FileButton';
import { Field } from '@/shared/forms/Field';
import { download } from '@/shared/list/download';
import type { UserImport } from './useUserImport';

const template = 'name,firstname,lastname,email,description,password\r\nli.wei,Wei,Li,li.wei@example.com,,\r\n';

/** Takes the values, typed or from a file, and what is to become of those without a password. */
export function ImportForm({ job }: { job: UserImport }) {
  const { t } = useTranslation();
  const [csv, setCsv] = useState('');
  const [generates, setGenerates] = useState(true);
  const isBusy = job.state === 'checking';
  const canCheck = csv.trim() !== '' && !isBusy;
  return (
    <Form
      className="kp-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (canCheck) void job.check(csv, generates);
      }}
    >
      <Field id="import-csv" label={t('users.import.csv')} help={t('users.import.help')} isRequired>
        <TextArea
          id="import-csv"
          rows={10}
          resizeOrientation="vertical"
          spellCheck={false}
          value={csv}
          aria-describedby="import-csv-help"
          onChange={(_event, value) => setCsv(value)}
        />
      </Field>
      <ActionGroup>
        <FileButton accept=".csv,text/csv" onText={setCsv} />
        <Button variant="link" onClick={() => download('users-template.csv', 'text/csv', template)}>
          {t('users.import.template')}
        </Button>
      </ActionGroup>
      <Checkbox
        id="import-generate"
        label={t('users.import.generate')}
        description={t('users.import.generateHelp')}
        isChecked={generates}
        onChange={(_event, isChecked) => setGenerates(isChecked)}
      />
      <ActionGroup>
        <Button type="submit" isDisabled={!canCheck} isLoading={isBusy}>
          {t('users.import.check')}
        </Button>
      </ActionGroup>
    </Form>
  );
}
