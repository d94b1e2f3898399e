import { Alert, Button } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { toCsv } from '@/shared/list/csv';
import { download } from '@/shared/list/download';
import type { ImportedUser, UserImport } from './useUserImport';

interface Props {
  job: UserImport;
  /** How many were added. */
  added: number;
  /** Whether there are passwords that nobody has taken yet. */
  isUntold: boolean;
}

/** What an import came to; generated passwords are handed over once. */
export function ImportResult({ job, added, isUntold }: Props) {
  const { t } = useTranslation();
  return (
    <Alert
      isInline
      className="kp-title"
      variant={added === job.total ? 'success' : 'warning'}
      title={t('users.import.done', { count: added, wrong: job.total - added })}
    >
      {isUntold && (
        <>
          <p>{t('users.import.once')}</p>
          <Button
            className="kp-space-top"
            onClick={() =>
              download('passwords.csv', 'text/csv', toCsv(secrets, ['name', 'password'], job.takePasswords()))
            }
          >
            {t('users.import.passwords')}
          </Button>{' '}
        </>
      )}
      <Button variant="link" className="kp-space-top" onClick={job.reset} isDisabled={isUntold}>
        {t('users.import.another')}
      </Button>
    </Alert>
  );
}

const secrets = [
  { id: 'name', title: 'fields.name', render: () => null, text: ({ name }: ImportedUser) => name },
  {
    id: 'password',
    title: 'signIn.password',
    render: () => null,
    text: ({ password }: ImportedUser) => password ?? '',
  },
] as const;
