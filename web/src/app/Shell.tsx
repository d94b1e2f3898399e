import { Page, PageSidebar, PageSidebarBody, SkipToContent } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigation, useParams } from 'react-router';
import type { Session } from '@/features/identity/session';
import { KeyboardHelp } from './keyboard/KeyboardHelp';
import { useShellKeys } from './keyboard/useShellKeys';
import { ClusterNavigation } from './ClusterNavigation';
import { FleetNavigation } from './FleetNavigation';
import { ShellMasthead } from './ShellMasthead';

/** Masthead, navigation and the page. Inside a cluster the navigation is that of the cluster. */
export function Shell({ session }: { session: Session }) {
  const { t } = useTranslation();
  const { cluster } = useParams();
  const [isHelpOpen, setHelpOpen] = useState(false);
  useShellKeys({ onHelp: () => setHelpOpen(true) });
  const isBusy = useNavigation().state === 'loading';
  return (
    <Page
      isManagedSidebar
      masthead={<ShellMasthead session={session} />}
      mainContainerId="main"
      mainAriaLabel={t('shell.main')}
      skipToContent={<SkipToContent href="#main">{t('shell.skip')}</SkipToContent>}
      sidebar={
        <PageSidebar>
          <PageSidebarBody>{cluster ? <ClusterNavigation cluster={cluster} /> : <FleetNavigation />}</PageSidebarBody>
        </PageSidebar>
      }
    >
      {isBusy && <div className="kp-route-progress" role="presentation" />}
      <Outlet />
      {isHelpOpen && <KeyboardHelp onClose={() => setHelpOpen(false)} />}
    </Page>
  );
}
