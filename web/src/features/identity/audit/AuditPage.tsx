import {
  Drawer,
  DrawerActions,
  DrawerCloseButton,
  DrawerContent,
  DrawerContentBody,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  EmptyState,
  EmptyStateBody,
  PageSection,
  Title,
} from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMay } from '@/shared/access/useMay';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { useFilters } from '@/shared/table/useFilters';
import { usePage } from '@/shared/table/usePage';
import { AuditDetails } from './AuditDetails';
import { AuditTable } from './AuditTable';
import { AuditToolbar } from './AuditToolbar';
import { auditFilters, auditPath, auditQuery, type AuditFilter, type AuditInfo } from './auditQuery';

/** Who did what, for administrators. */
export function AuditPage() {
  const { t } = useTranslation();
  usePageTitle(t('audit.title'));
  const may = useMay({ verb: 'list', resource: 'audits.ghippo.io' });
  if (may.allowed !== false) return <Records />;
  return (
    <PageSection isFilled>
      <Title headingLevel="h1" className="kp-title">
        {t('audit.title')}
      </Title>
      <EmptyState titleText={t('list.failure.denied.title')} headingLevel="h2" status="warning">
        <EmptyStateBody>{may.message || t('list.failure.denied.next')}</EmptyStateBody>
      </EmptyState>
    </PageSection>
  );
}

function Records() {
  const { t } = useTranslation();
  const [parameters] = useSearchParams();
  const filters = useFilters<AuditFilter, 'via'>(auditFilters);
  const [opened, setOpened] = useState<AuditInfo | null>(null);
  const page = usePage<AuditInfo>({ key: ['audit'], path: auditPath(parameters), query: auditQuery(parameters) });
  return (
    <Drawer isExpanded={opened !== null} position="end">
      <DrawerContent
        panelContent={
          <DrawerPanelContent isResizable defaultSize="32rem" minSize="24rem" aria-labelledby="audit-details">
            <DrawerHead>
              <Title headingLevel="h2" size="xl" id="audit-details">
                {opened?.auditName}
              </Title>
              <DrawerActions>
                <DrawerCloseButton aria-label={t('actions.close')} onClose={() => setOpened(null)} />
              </DrawerActions>
            </DrawerHead>
            <DrawerPanelBody>{opened && <AuditDetails record={opened} />}</DrawerPanelBody>
          </DrawerPanelContent>
        }
      >
        <DrawerContentBody>
          <PageSection isFilled>
            <Title headingLevel="h1" className="kp-title">
              {t('audit.title')}
            </Title>
            <p className="kp-muted kp-title">{t('audit.about')}</p>
            <AuditToolbar parameters={parameters} filters={filters} />
            <ListStates
              data={page.rows}
              error={page.error}
              refetch={page.refetch}
              count={page.rows?.length ?? 0}
              empty={{ title: 'audit.none', body: 'audit.noneBody' }}
              onClear={filters.isSet ? filters.clear : undefined}
              skeleton={skeleton}
            >
              <AuditTable records={page.rows ?? []} onOpen={setOpened} />
              <ListPagination state={page.state} total={page.total} onChange={page.onChange} />
            </ListStates>
          </PageSection>
        </DrawerContentBody>
      </DrawerContent>
    </Drawer>
  );
}

const skeleton = [
  { id: 'time', title: 'audit.time', render: () => null },
  { id: 'who', title: 'audit.who', render: () => null },
  { id: 'action', title: 'audit.action', isName: true, render: () => null },
  { id: 'cluster', title: 'fields.cluster', render: () => null },
  { id: 'outcome', title: 'audit.outcome', render: () => null },
] as const;
