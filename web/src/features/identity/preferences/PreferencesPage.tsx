import { Card, CardBody, CardTitle, Grid, GridItem, PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { AppearanceForm } from './AppearanceForm';
import { KeyTable } from './KeyTable';

/** What a person may choose for themselves. */
export function PreferencesPage() {
  const { t } = useTranslation();
  usePageTitle(t('preferences.title'));
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('preferences.title')}
      </Title>
      <p className="kp-muted kp-title">{t('preferences.about')}</p>
      <Grid hasGutter>
        <GridItem lg={5}>
          <Card>
            <CardTitle component="h2">{t('preferences.appearance')}</CardTitle>
            <CardBody>
              <AppearanceForm />
            </CardBody>
          </Card>
        </GridItem>
        <GridItem lg={7}>
          <Card>
            <CardTitle component="h2">{t('keyboard.title')}</CardTitle>
            <CardBody>
              <KeyTable />
            </CardBody>
          </Card>
        </GridItem>
      </Grid>
    </PageSection>
  );
}
