import {
  Breadcrumb,
  BreadcrumbItem,
  Flex,
  FlexItem,
  Label,
  PageSection,
  Skeleton,
  Tab,
  Tabs,
  TabTitleText,
  Title,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionMenu } from '@/features/resources/object/ActionMenu';
import { say, type Words } from '@/shared/i18n/words';
import type { RowAction } from '@/shared/list/descriptor';
import { ListFailure } from '@/shared/list/ListFailure';
import { PageLink } from '@/shared/places/PageLink';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { useFilters } from '@/shared/table/useFilters';

interface Props {
  /** The list that it is one of. */
  list: { title: string; to: string };
  name: string;
  /** Stands beside the name. */
  labels?: ReactNode;
  actions: RowAction[];
  tabs: readonly { id: string; title: Words; content(): ReactNode }[];
  /** Whether it was read, and what kept it from being read. */
  isRead: boolean;
  error: Error | null;
  refetch(): unknown;
  /** What was opened from here. */
  children?: ReactNode;
}

/** The page of one person, group or role: name, what can be done, and tabs that stand in the address. */
export function SubjectLayout({ list, name, labels, actions, tabs, isRead, error, refetch, children }: Props) {
  const { t } = useTranslation();
  usePageTitle(name, list.title);
  const filters = useFilters<never, 'tab'>([]);
  const chosen = filters.value('tab');
  const open = tabs.find(({ id }) => id === chosen) ?? tabs[0];
  return (
    <PageSection isFilled>
      <Breadcrumb className="kp-title" aria-label={t('users.where')}>
        <BreadcrumbItem>
          <PageLink to={list.to}>{list.title}</PageLink>
        </BreadcrumbItem>
        <BreadcrumbItem isActive>{name}</BreadcrumbItem>
      </Breadcrumb>
      <Flex alignItems={{ default: 'alignItemsCenter' }} gap={{ default: 'gapMd' }} className="kp-title">
        <FlexItem className="kp-object-name">
          <Title headingLevel="h1">{name}</Title>
        </FlexItem>
        {labels && <FlexItem>{labels}</FlexItem>}
        {isRead && actions.length > 0 && (
          <FlexItem align={{ default: 'alignRight' }}>
            <ActionMenu actions={actions} />
          </FlexItem>
        )}
      </Flex>
      {!isRead && error && <ListFailure error={error} onRetry={() => void refetch()} />}
      {!isRead && !error && <Skeleton height="12rem" screenreaderText={t('shell.loading')} />}
      {isRead && (
        <>
          <Tabs
            activeKey={open?.id ?? ''}
            aria-label={name}
            onSelect={(_event, id) => filters.set({ tab: id === tabs[0]?.id ? '' : String(id) })}
          >
            {tabs.map(({ id, title }) => (
              <Tab
                key={id}
                eventKey={id}
                title={<TabTitleText>{say(t, title)}</TabTitleText>}
                tabContentId={`subject-${id}`}
              />
            ))}
          </Tabs>
          {open && (
            <div
              key={open.id}
              id={`subject-${open.id}`}
              role="tabpanel"
              aria-label={say(t, open.title)}
              className="kp-space-top"
            >
              {open.content()}
            </div>
          )}
        </>
      )}
      {children}
    </PageSection>
  );
}

/** A word beside the name. */
export function NameLabel({ children }: { children: ReactNode }) {
  return (
    <Label isCompact variant="outline">
      {children}
    </Label>
  );
}
