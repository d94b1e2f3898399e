import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Grid,
  GridItem,
  Label,
  LabelGroup,
  PageSection,
  Skeleton,
  Title,
} from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '@/shared/forms/Choice';
import { languages, type Language } from '@/shared/i18n/languages';
import { useChooseLanguage } from '@/shared/i18n/useChooseLanguage';
import { ListFailure } from '@/shared/list/ListFailure';
import { PageLink } from '@/shared/places/PageLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { Age } from '@/shared/time/Age';
import { useRoleWords } from '../people/roleWords';
import { sessionQuery, type Session } from '../session';
import { ProfileForm } from './ProfileForm';

/** Who one is here: name, address, language, groups and roles. */
export function ProfilePage() {
  const { t } = useTranslation();
  usePageTitle(t('account.profile.title'));
  const { data, error, refetch } = useQuery({ ...sessionQuery, staleTime: 0 });
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('account.profile.title')}
      </Title>
      {error && <ListFailure error={error} onRetry={() => void refetch()} isInline={data !== undefined} />}
      {!data && !error && <Skeleton screenreaderText={t('list.loading')} />}
      {data && <Profile session={data} />}
    </PageSection>
  );
}

function Profile({ session }: { session: Session }) {
  const { t, i18n } = useTranslation();
  const chooseLanguage = useChooseLanguage();
  const words = useRoleWords();
  return (
    <Grid hasGutter>
      <GridItem lg={6}>
        <Card>
          <CardTitle component="h2">{t('account.profile.mine')}</CardTitle>
          <CardBody>
            <ProfileForm session={session} />
          </CardBody>
        </Card>
      </GridItem>
      <GridItem lg={6}>
        <Card>
          <CardTitle component="h2">{t('account.profile.account')}</CardTitle>
          <CardBody>
            <DescriptionList isHorizontal isCompact>
              <Fact title={t('signIn.username')}>{session.username}</Fact>
              <Fact title={t('account.profile.since')}>
                <Age since={session.createdAt} />
              </Fact>
              <Fact title={t('fields.groups')}>
                <Labels texts={session.groups} none={t('account.profile.noGroups')} />
              </Fact>
              <Fact title={t('account.profile.roles')}>
                <Labels
                  texts={session.roles.map(({ name, groups }) =>
                    groups.length === 0
                      ? words.name(name)
                      : t('account.profile.roleBy', { role: words.name(name), groups: groups.join(', ') }),
                  )}
                  none={t('account.profile.noRoles')}
                />
              </Fact>
            </DescriptionList>
            <p className="kp-space-top">
              <PageLink to="/my-permissions">{t('permissions.mine')}</PageLink>
            </p>
          </CardBody>
        </Card>
      </GridItem>
      <GridItem lg={6}>
        <Card>
          <CardTitle component="h2">{t('shell.language')}</CardTitle>
          <CardBody>
            <Choice
              id="profile-language"
              title={t('shell.language')}
              value={i18n.language}
              options={languages.map(({ code, name }) => [code, name] as const)}
              onChange={(next) => void chooseLanguage(next as Language)}
            />
          </CardBody>
        </Card>
      </GridItem>
    </Grid>
  );
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <DescriptionListGroup>
      <DescriptionListTerm>{title}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}

function Labels({ texts, none }: { texts: readonly string[]; none: string }) {
  if (texts.length === 0) return <span className="kp-muted">{none}</span>;
  return (
    <LabelGroup numLabels={20}>
      {texts.map((text) => (
        <Label key={text} isCompact textMaxWidth="20rem">
          {text}
        </Label>
      ))}
    </LabelGroup>
  );
}
