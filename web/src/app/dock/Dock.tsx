import { Button, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import CompressIcon from '@patternfly/react-icons/dist/esm/icons/compress-icon';
import ExpandIcon from '@patternfly/react-icons/dist/esm/icons/expand-icon';
import { useTranslation } from 'react-i18next';
import { closeInDock, maximiseDock, showInDock, useDock } from '@/shared/dock/dock';
import { DockHandle } from './DockHandle';
import { useDockHeight } from './useDockHeight';

/** Tabs at the bottom that survive a change of the page. Nothing while none is open. */
export function Dock() {
  const { t } = useTranslation();
  const { tabs, active, isMaximised } = useDock();
  const [height, setHeight] = useDockHeight();
  if (tabs.length === 0) return null;
  return (
    <section
      className={isMaximised ? 'kp-dock kp-dock--maximised' : 'kp-dock'}
      style={isMaximised ? undefined : { height: `${height}px` }}
      aria-label={t('dock.title')}
    >
      {!isMaximised && <DockHandle height={height} onChange={setHeight} />}
      <div className="kp-dock__bar">
        <Tabs
          activeKey={active}
          aria-label={t('dock.title')}
          onSelect={(_event, key) => showInDock(String(key))}
          onClose={(_event, key) => closeInDock(String(key))}
        >
          {tabs.map(({ id, title }) => (
            <Tab
              key={id}
              eventKey={id}
              title={<TabTitleText>{title}</TabTitleText>}
              closeButtonAriaLabel={t('dock.close', { title })}
            />
          ))}
        </Tabs>
        <Button
          variant="plain"
          icon={isMaximised ? <CompressIcon /> : <ExpandIcon />}
          aria-label={t(isMaximised ? 'dock.restore' : 'dock.maximise')}
          onClick={() => maximiseDock(!isMaximised)}
        />
      </div>
      {/* Hidden tabs stay drawn: what was typed in them is not lost. */}
      {tabs.map(({ id, title, content }) => (
        <div key={id} role="tabpanel" aria-label={title} hidden={id !== active} className="kp-dock__content">
          {content}
        </div>
      ))}
    </section>
  );
}
