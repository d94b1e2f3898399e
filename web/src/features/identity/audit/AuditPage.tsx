import {
  Drawer,
  DrawerActions,
  DrawerCloseButton,
  DrawerContent,
  DrawerContentBody,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  PageSection,
  Title,
} from '@patternfly/react-core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { get } from '@/shared/api/client';
import { ListPagination } from '@/shared/list/ListPagination';
import { ListStates } from '@/shared/list/ListStates';
import { useListState } from '@/shared/list/useListState';
import { usePageTitle } from '@/shared/places/usePageTitle';
import { AuditDetails } from './AuditDetails';
import { AuditTable } from './AuditTable';
import { AuditToolbar } from './AuditToolbar';
import { auditFilters, auditPath, auditQuery, type AuditFilter, type AuditInfo, type AuditList } from './auditQuery';

/** Who did what, for administrators. */
export function AuditPage() {
  const { t } = useTranslation();
  usePageTitle(t('audit.title'));
  const [parameters, setParameters] = useSearchParams();
  const [state, changeState] = useListState();
  const [opened, setOpened] = useState<AuditInfo | null>(null);
  const path = auditPath(parameters);
  const query = { ...auditQuery(parameters), page: state.page, pageSize: state.pageSize };
  const { data, error, refetch } = useQuery({
    queryKey: ['audit', path, query],
    queryFn: ({ signal }) => get<AuditList>(path, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const change = (names: readonly (AuditFilter | 'via')[], value: string) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        next.delete('page');
        for (const name of names) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true },
    );
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
            <AuditToolbar
              parameters={parameters}
              onChange={(name, value) => change([name], value)}
              onClear={() => change(auditFilters, '')}
            />
            <ListStates
              data={data}
              error={error}
              refetch={refetch}
              count={data?.items.length ?? 0}
              empty={{ title: 'audit.none', body: 'audit.noneBody' }}
              onClear={auditFilters.some((name) => parameters.has(name)) ? () => change(auditFilters, '') : undefined}
              skeleton={skeleton}
            >
              <AuditTable records={data?.items ?? []} onOpen={setOpened} />
              <ListPagination state={state} total={data?.pagination.total ?? 0} onChange={changeState} />
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
