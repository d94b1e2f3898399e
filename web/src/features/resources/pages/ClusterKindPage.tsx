import { PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NotFoundPage } from '@/app/NotFoundPage';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { KindList } from './KindList';
import { findKind } from './findKind';

/** A kind inside one cluster. */
export function ClusterKindPage() {
  const { t } = useTranslation();
  const { cluster = '', segment } = useParams();
  const kind = findKind(segment);
  usePageTitle(kind ? t(kind.title) : '', cluster);
  if (!kind) return <NotFoundPage />;
  return (
    <PageSection isFilled>
      <Title headingLevel="h2" size="xl" className="kp-title">
        {t(kind.title)}
      </Title>
      <KindList key={`${cluster}/${kind.segment}`} kind={kind} cluster={cluster} />
    </PageSection>
  );
}
