import { Alert, Grid, GridItem, PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useMay } from '@/shared/access/useMay';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { PolicyCard } from './PolicyCard';
import { policyForms } from './policyForms';

/** What passwords, sign-ins and sessions of everybody must be like. */
export function SecurityPoliciesPage() {
  const { t } = useTranslation();
  usePageTitle(t('securityPolicies.title'));
  const may = useMay({ verb: 'update', resource: 'securitypolicies.ghippo.io' });
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('securityPolicies.title')}
      </Title>
      <p className="kp-muted kp-title">{t('securityPolicies.page')}</p>
      {may.allowed === false && <Alert isInline variant="info" className="kp-title" title={may.message} />}
      <Grid hasGutter>
        {policyForms.map((policy) => (
          <GridItem key={policy.id} lg={6}>
            <PolicyCard policy={policy} mayChange={may.allowed === true} />
          </GridItem>
        ))}
      </Grid>
    </PageSection>
  );
}
