import {
  Drawer,
  DrawerActions,
  DrawerCloseButton,
  DrawerContent,
  DrawerContentBody,
  DrawerHead,
  DrawerPanelBody,
  DrawerPanelContent,
  Title,
} from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportForm } from './ImportForm';

/** The form for a cluster to import, beside the list that it will appear in. */
export function ImportDrawer({ isOpen, onClose, children }: { isOpen: boolean; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Drawer isExpanded={isOpen} position="end">
      <DrawerContent
        panelContent={
          <DrawerPanelContent
            isResizable
            defaultSize="34rem"
            minSize="24rem"
            focusTrap={{ enabled: true, elementToFocusOnExpand: '#import-name' }}
          >
            <DrawerHead>
              <Title headingLevel="h2" size="xl">
                {t('clusters.import.title')}
              </Title>
              <DrawerActions>
                <DrawerCloseButton aria-label={t('actions.close')} onClose={onClose} />
              </DrawerActions>
            </DrawerHead>
            <DrawerPanelBody>{isOpen && <ImportForm onClose={onClose} />}</DrawerPanelBody>
          </DrawerPanelContent>
        }
      >
        <DrawerContentBody>{children}</DrawerContentBody>
      </DrawerContent>
    </Drawer>
  );
}
