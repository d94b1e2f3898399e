import { PageSection, Title } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { say } from '@/shared/i18n/words';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { useKind } from '../kinds/useKind';
import { KindList } from './KindList';
import { UnknownKind } from './UnknownKind';

/** A kind inside one cluster. */
export function ClusterKindPage() {
  const { t } = useTranslation();
  const { cluster = '', segment } = useParams();
  const { kind, ...search } = useKind(segment, cluster);
  const title = kind ? say(t, kind.title) : '';
  usePageTitle(title, cluster);
  if (!kind) return <UnknownKind {...search} />;
  return (
    <PageSection isFilled>
      <Title headingLevel="h2" size="xl" className="kp-title">
        {title}
      </Title>
      <KindList key={`${cluster}/${kind.segment}`} kind={kind} cluster={cluster} />
    </PageSection>
  );
}
