import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon';
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon';
import ColumnsIcon from '@patternfly/react-icons/dist/esm/icons/columns-icon';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeInDock, maximiseDock, showInDock, splitDock, useDock } from '@/shared/dock/dock';
import { DockHandle } from './DockHandle';
import { DockTabs, panelId, tabId } from './DockTabs';
import { useDockHeight } from './useDockHeight';
import { useDockKeys } from './useDockKeys';

/** Tabs at the bottom that survive a change of the page. Nothing while none is open. */
export const Dock = memo(function Dock() {
  const { t } = useTranslation();
  const { tabs, active, beside, isMaximised, unsaved } = useDock();
  const [closing, setClosing] = useState<string | null>(null);
  const [height, setHeight] = useDockHeight();
  const close = (id: string) => (unsaved.has(id) ? setClosing(id) : closeInDock(id));
  useDockKeys(close);
  if (tabs.length === 0) return null;
  const closed = tabs.find(({ id }) => id === closing);
  return (
    <section
      className={isMaximised ? 'kp-dock kp-dock--maximised' : 'kp-dock'}
      style={isMaximised ? undefined : { height: `${height}px` }}
      aria-label={t('dock.title')}
    >
      {!isMaximised && <DockHandle height={height} onChange={setHeight} />}
      <div className="kp-dock__bar">
        <DockTabs onClose={close} />
        <Button
          className="kp-dock__split"
          variant="plain"
          icon={<ColumnsIcon />}
          aria-label={t(beside ? 'dock.unsplit' : 'dock.split')}
          isDisabled={tabs.length < 2}
          onClick={() => splitDock(beside ? null : undefined)}
        />
        <Button
          variant="plain"
          icon={isMaximised ? <CompressIcon /> : <ExpandIcon />}
          aria-label={t(isMaximised ? 'dock.restore' : 'dock.maximise')}
          onClick={() => maximiseDock(!isMaximised)}
        />
      </div>
      {/* Hidden tabs stay drawn: what was typed in them is not lost. */}
      <div className="kp-dock__panes">
        {tabs.map(({ id, content }) => (
          <div
            key={id}
            role="tabpanel"
            id={panelId(id)}
            aria-labelledby={tabId(id)}
            hidden={id !== active && id !== beside?.id}
            style={id === beside?.id ? { order: beside.isAfter ? 1 : -1 } : undefined}
            className="kp-dock__content"
            onFocus={() => showInDock(id)}
          >
            {content}
          </div>
        ))}
      </div>
      {closing !== null && (
        <Modal isOpen variant="small" aria-labelledby="dock-closing" onClose={() => setClosing(null)}>
          <ModalHeader
            labelId="dock-closing"
            titleIconVariant="warning"
            title={t(closed?.isProcess ? 'terminal.closing' : 'dock.closing', { title: closed?.title })}
          />
          <ModalBody>{t(closed?.isProcess ? 'terminal.closingBody' : 'dock.closingBody')}</ModalBody>
          <ModalFooter>
            <Button
              variant="danger"
              onClick={() => {
                closeInDock(closing);
                setClosing(null);
              }}
            >
              {t(closed?.isProcess ? 'terminal.closeAnyway' : 'dock.closeAnyway')}
            </Button>
            <Button variant="link" onClick={() => setClosing(null)}>
              {t('actions.cancel')}
            </Button>
          </ModalFooter>
        </Modal>
      )}
    </section>
  );
});
