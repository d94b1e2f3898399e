import { PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { say } from '@/shared/i18n/words';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { useKind } from '../kinds/useKind';
import { KindList } from './KindList';
import { UnknownKind } from './UnknownKind';

/** A kind over all clusters. */
export function FleetKindPage() {
  const { t } = useTranslation();
  const { segment = 'namespaces' } = useParams();
  const { kind, ...search } = useKind(segment);
  const title = kind ? say(t, kind.title) : '';
  usePageTitle(title);
  if (!kind) return <UnknownKind {...search} />;
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {title}
      </Title>
      <KindList key={kind.segment} kind={kind} />
    </PageSection>
  );
}
