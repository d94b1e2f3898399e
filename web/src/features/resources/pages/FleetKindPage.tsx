import { PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { NotFoundPage } from '@/app/NotFoundPage';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { KindList } from './KindList';
import { findKind } from './findKind';

/** A kind over all clusters. */
export function FleetKindPage() {
  const { t } = useTranslation();
  const { segment = 'namespaces' } = useParams();
  const kind = findKind(segment);
  usePageTitle(kind ? t(kind.title) : '');
  if (!kind) return <NotFoundPage />;
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t(kind.title)}
      </Title>
      <KindList key={kind.segment} kind={kind} />
    </PageSection>
  );
}
