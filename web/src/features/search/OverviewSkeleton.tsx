import { Card, CardBody, Grid, GridItem, Skeleton } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';

/** The layout of an overview, before its figures have come. */
export function OverviewSkeleton() {
  const { t } = useTranslation();
  return (
    <Grid hasGutter aria-busy>
      {([4, 8, 7, 5] as const).map((width, index) => (
        <GridItem key={width} lg={width}>
          <Card isFullHeight>
            <CardBody>
              <Skeleton width="40%" screenreaderText={index === 0 ? t('shell.loading') : undefined} />
              <Skeleton height="8rem" className="kp-space-top" />
            </CardBody>
          </Card>
        </GridItem>
      ))}
    </Grid>
  );
}
