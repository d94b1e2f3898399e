import { PageSection, Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { DeniedState } from '@/shared/list/DeniedState';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { usePlatformRefusal } from './usePeopleRights';

interface Props {
  title: string;
  about: string;
  /** Which right opens it. */
  of: 'users' | 'groups' | 'roles';
  children: ReactNode;
}

/** A list page of people, groups or roles; whoever may not see them is told which right is missing. */
export function PeoplePage({ title, about, of, children }: Props) {
  usePageTitle(title);
  const refusal = usePlatformRefusal(of, 'list');
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {title}
      </Title>
      <p className="kp-muted kp-title">{about}</p>
      {refusal ? <DeniedState message={refusal} /> : children}
    </PageSection>
  );
}
