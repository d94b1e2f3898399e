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

interface Props {
  isOpen: boolean;
  title: string;
  /** The form. It takes the focus itself as it appears. */
  form: ReactNode;
  onClose(): void;
  children: ReactNode;
}

/**
 * A form beside the page that it is about. Closing it leads back to what opened it.
 *
 * NOTE: the drawer's own focus trap moves the focus only once the panel has slid in, which on a busy machine is after the
 * person began to type: what they type then lands in another field. So the form takes the focus itself.
 */
export function FormDrawer({ isOpen, title, form, onClose, children }: Props) {
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
            aria-labelledby="form-drawer-title"
          >
            <DrawerHead>
              <Title headingLevel="h2" size="xl" id="form-drawer-title">
                {title}
              </Title>
              <DrawerActions>
                <DrawerCloseButton aria-label={t('actions.close')} onClose={onClose} />
              </DrawerActions>
            </DrawerHead>
            <DrawerPanelBody>{isOpen && form}</DrawerPanelBody>
          </DrawerPanelContent>
        }
      >
        <DrawerContentBody>{children}</DrawerContentBody>
      </DrawerContent>
    </Drawer>
  );
}
