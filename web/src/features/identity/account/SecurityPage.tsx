import { Grid, GridItem, PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { SecondFactorCard } from './factor/SecondFactorCard';
import { PasswordCard } from './password/PasswordCard';
import { SessionsCard } from './sessions/SessionsCard';

/** How one signs in, and where one is signed in. */
export function SecurityPage() {
  const { t } = useTranslation();
  usePageTitle(t('account.security'));
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('account.security')}
      </Title>
      <p className="kp-muted kp-title">{t('account.securityAbout')}</p>
      <Grid hasGutter>
        <GridItem lg={6}>
          <PasswordCard />
        </GridItem>
        <GridItem lg={6}>
          <SecondFactorCard />
        </GridItem>
        <GridItem>
          <SessionsCard />
        </GridItem>
      </Grid>
    </PageSection>
  );
}
