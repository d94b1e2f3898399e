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
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportForm } from './ImportForm';

/**
 * The form for a cluster to import, beside the list that it will appear in. Closing it leads back to what opened it.
 *
 * NOTE: the drawer's own focus trap moves the focus only once the panel has slid in, which on a busy machine is after the
 * person began to type: what they type then lands in another field. The form takes the focus itself, as it appears.
 */
export function ImportDrawer({ isOpen, onClose, children }: { isOpen: boolean; onClose(): void; children: ReactNode }) {
  const { t } = useTranslation();
  useLayoutEffect(() => {
    if (!isOpen) return;
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, [isOpen]);
  return (
    <Drawer isExpanded={isOpen} position="end">
      <DrawerContent
        panelContent={
          <DrawerPanelContent
            isResizable
            defaultSize="34rem"
            minSize="24rem"
            role="dialog"
            aria-labelledby="import-title"
          >
            <DrawerHead>
              <Title headingLevel="h2" size="xl" id="import-title">
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
