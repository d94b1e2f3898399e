import { Alert, Breadcrumb, BreadcrumbItem, Button, PageSection, Progress, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { LeaveGuard } from '@/features/resources/object/LeaveGuard';
import { ErrorReference } from '@/shared/feedback/ErrorReference';
import { useUnloadWarning } from '@/shared/feedback/useUnloadWarning';
import { DeniedState } from '@/shared/list/DeniedState';
import { PageLink } from '@/shared/places/PageLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { usePlatformRefusal } from '../../people/usePeopleRights';
import { ImportForm } from './ImportForm';
import { ImportResult } from './ImportResult';
import { ImportRows } from './ImportRows';
import { useUserImport } from './useUserImport';

/** People from comma-separated values: looked through first, then added a few at a time. */
export function ImportUsersPage() {
  const { t } = useTranslation();
  usePageTitle(t('users.import.title'), t('users.title'));
  const refusal = usePlatformRefusal('users', 'create');
  return (
    <PageSection isFilled>
      <Breadcrumb className="kp-title" aria-label={t('users.where')}>
        <BreadcrumbItem>
          <PageLink to="/users">{t('users.title')}</PageLink>
        </BreadcrumbItem>
        <BreadcrumbItem isActive>{t('users.import.title')}</BreadcrumbItem>
      </Breadcrumb>
      <Title headingLevel="h1" className="kp-title">
        {t('users.import.title')}
      </Title>
      <p className="kp-muted kp-title">{t('users.import.about')}</p>
      {refusal ? <DeniedState message={refusal} /> : <Import />}
    </PageSection>
  );
}

function Import() {
  const { t } = useTranslation();
  const job = useUserImport();
  const good = job.rows.filter(({ error }) => !error).length;
  const isUntold = job.rows.some(({ password }) => password);
  const wouldLose = isUntold || job.state === 'running';
  useUnloadWarning(wouldLose);
  return (
    <>
      {wouldLose && <LeaveGuard body={t('users.import.leave')} />}
      {(job.state === 'empty' || job.state === 'checking') && <ImportForm job={job} />}
      {job.error && (
        <Alert isInline variant="danger" title={job.error.message} className="kp-title">
          <ErrorReference error={job.error} />
        </Alert>
      )}
      {job.state === 'checked' && (
        <div className="kp-title">
          <Alert
            isInline
            className="kp-title"
            variant={good === job.total ? 'info' : 'warning'}
            title={t('users.import.checked', { count: good, wrong: job.total - good })}
          />
          <Button isDisabled={good === 0} onClick={() => void job.run()}>
            {t('users.import.do', { count: good })}
          </Button>{' '}
          <Button variant="link" onClick={job.reset}>
            {t('users.import.back')}
          </Button>
        </div>
      )}
      {job.state === 'running' && (
        <div className="kp-title">
          <Progress
            value={(job.rows.length / Math.max(1, job.total)) * 100}
            title={t('users.import.progress', { done: job.rows.length, count: job.total })}
            measureLocation="none"
            aria-label={t('users.import.progress', { done: job.rows.length, count: job.total })}
          />
          <Button variant="secondary" className="kp-space-top" onClick={job.stop}>
            {t('bulk.stop')}
          </Button>
        </div>
      )}
      {job.state === 'done' && <ImportResult job={job} added={good} isUntold={isUntold} />}
      {job.rows.length > 0 && <ImportRows key={job.state} rows={job.rows} />}
    </>
  );
}
