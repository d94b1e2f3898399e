import { Button, Form, PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { SubjectPicker, type FindSubjects } from '@/shared/people/SubjectPicker';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { subjectsPath, type SubjectPage } from '../permissionsApi';
import { AllowedIn } from './AllowedIn';

/** What one person or group may do somewhere, and why: to choose, and then to look at. */
export function AllowedPage() {
  const { t } = useTranslation();
  usePageTitle(t('allowed.title'));
  const [parameters, setParameters] = useSearchParams();
  const user = parameters.get('user') ?? '';
  const group = parameters.get('group') ?? '';
  const choose = (kind: string, name: string) =>
    setParameters((current) => {
      const next = new URLSearchParams(current);
      next.delete('user');
      next.delete('group');
      if (name) next.set(kind === 'Group' ? 'group' : 'user', name);
      return next;
    });
  const isChosen = user !== '' || group !== '';
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {isChosen ? t(user ? 'allowed.ofUser' : 'allowed.ofGroup', { name: user || group }) : t('allowed.title')}
      </Title>
      <p className="kp-muted kp-title">{t('allowed.about')}</p>
      {isChosen ? (
        <>
          <Button variant="secondary" className="kp-title" onClick={() => choose('', '')}>
            {t('allowed.another')}
          </Button>
          <AllowedIn user={user} group={group} />
        </>
      ) : (
        <Form onSubmit={(event) => event.preventDefault()}>
          <SubjectPicker
            label={t('permissions.who')}
            kinds={['User', 'Group']}
            source="grants"
            find={findSubjects}
            chosen={[]}
            onChange={([chosen]) => chosen && choose(chosen.kind, chosen.name)}
          />
        </Form>
      )}
    </PageSection>
  );
}

const findSubjects: FindSubjects = (kind, name, pageSize, signal) =>
  get<SubjectPage>(subjectsPath, { kind, name, pageSize }, signal);
