import { Page, PageSidebar, PageSidebarBody, SkipToContent } from '@patternfly/react-core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation, useParams } from 'react-router';
import { usePreferenceSync } from '@/features/identity/preferences/usePreferenceSync';
import type { Session } from '@/features/identity/session';
import { Dock } from './dock/Dock';
import { DockedContent } from './dock/DockedContent';
import { KeyboardHelp } from './keyboard/KeyboardHelp';
import { useShellKeys } from './keyboard/useShellKeys';
import { useOperations } from '@/shared/operations/operations';
import { useUnloadWarning } from '@/shared/feedback/useUnloadWarning';
import { keepOperations } from '@/shared/operations/operationMemory';
import { redoBulk } from '@/features/resources/bulk/redoBulk';
import { keepDock } from '@/shared/dock/dockMemory';
import { PlaceProvider } from '@/shared/places/PlaceProvider';
import { useFollowedRights } from '@/shared/access/useFollowedRights';
import { useFollowedClusters } from '@/shared/places/useFollowedClusters';
import { ClusterNavigation } from './ClusterNavigation';
import { FleetNavigation } from './FleetNavigation';
import { OperationsDrawer } from './operations/OperationsDrawer';
import { CommandPalette } from './palette/CommandPalette';
import { ShellMasthead } from './ShellMasthead';

/** Masthead, navigation and the page. Inside a cluster the navigation is that of the cluster. */
export function Shell({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { cluster } = useParams();
  const [open, setOpen] = useState<'help' | 'palette' | null>(null);
  const openHelp = useCallback(() => setOpen('help'), []);
  const openPalette = useCallback(() => setOpen('palette'), []);
  const close = useCallback(() => setOpen(null), []);
  useShellKeys({ onHelp: openHelp, onPalette: openPalette });
  usePreferenceSync(session.username);
  useFollowedClusters();
  useFollowedRights();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const toggleDrawer = useCallback(() => setDrawerOpen((now) => !now), []);
  useEffect(
    () => keepDock(session.username, (memory, id) => <DockedContent key={id} id={id} memory={memory} />),
    [session.username],
  );
  useEffect(() => keepOperations(session.username, redoBulk), [session.username]);
  useUnloadWarning(useOperations().some(({ state }) => state === 'running'));
  const isBusy = useNavigation().state === 'loading';
  return (
    <PlaceProvider>
      <div className="kp-shell">
        <Page
          isManagedSidebar
          notificationDrawer={isDrawerOpen ? <OperationsDrawer onClose={toggleDrawer} /> : undefined}
          isNotificationDrawerExpanded={isDrawerOpen}
          masthead={
            <ShellMasthead
              session={session}
              onSearch={openPalette}
              onHelp={openHelp}
              isDrawerOpen={isDrawerOpen}
              onDrawer={toggleDrawer}
            />
          }
          mainContainerId="main"
          mainAriaLabel={t('shell.main')}
          skipToContent={<SkipToContent href="#main">{t('shell.skip')}</SkipToContent>}
          sidebar={
            <PageSidebar>
              <PageSidebarBody>
                {cluster ? <ClusterNavigation cluster={cluster} /> : <FleetNavigation />}
              </PageSidebarBody>
            </PageSidebar>
          }
        >
          {isBusy && <div className="kp-route-progress" role="presentation" />}
          <Outlet />
          {open === 'help' && <KeyboardHelp onClose={close} />}
          {open === 'palette' && <CommandPalette onHelp={openHelp} onClose={close} />}
        </Page>
        <Dock />
      </div>
    </PlaceProvider>
  );
}
