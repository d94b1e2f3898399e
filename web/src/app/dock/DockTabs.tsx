import { Button } from '@patternfly/react-core';
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import CodeIcon from '@patternfly/react-icons/dist/esm/icons/code-icon';
import ListIcon from '@patternfly/react-icons/dist/esm/icons/list-icon';
import TerminalIcon from '@patternfly/react-icons/dist/esm/icons/terminal-icon';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { showInDock, useDock, type DockTab } from '@/shared/dock/dock';

const icons = { terminal: TerminalIcon, logs: ListIcon, yaml: CodeIcon };

export const tabId = (id: string): string => `dock-tab-${id}`;
export const panelId = (id: string): string => `dock-panel-${id}`;

/**
 * The tabs of the dock, chosen with the arrow keys. A list of tabs may hold nothing but tabs, and each of these has a button to close it beside it: so the list owns its tabs from
 * outside.
 */
export function DockTabs({ onClose }: { onClose(id: string): void }) {
  const { t } = useTranslation();
  const { tabs, active, beside, unsaved } = useDock();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = tabs.findIndex(({ id }) => id === active);
    const next = step && tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    showInDock(next.id);
    document.getElementById(tabId(next.id))?.focus();
  };
  return (
    <div className="kp-dock__tabs">
      <div role="tablist" aria-label={t('dock.title')} aria-owns={tabs.map(({ id }) => tabId(id)).join(' ')} />
      {tabs.map(({ id, title, kind, isProcess }) => (
        <div
          key={id}
          className={id === active || id === beside?.id ? 'kp-dock__tab kp-dock__tab--active' : 'kp-dock__tab'}
        >
          <button
            type="button"
            role="tab"
            id={tabId(id)}
            className="kp-dock__title"
            aria-selected={id === active}
            aria-controls={panelId(id)}
            tabIndex={id === active ? 0 : -1}
            onClick={() => showInDock(id)}
            onKeyDown={onKeyDown}
            title={kind && t(`dock.kind.${kind}`, { title })}
          >
            <KindIcon kind={kind} />
            {title}
            {unsaved.has(id) && <span title={t(isProcess ? 'terminal.running' : 'yaml.unsaved')}> •</span>}
          </button>
          <Button
            variant="plain"
            size="sm"
            icon={<TimesIcon />}
            aria-label={t('dock.close', { title })}
            onClick={() => onClose(id)}
          />
        </div>
      ))}
    </div>
  );
}

function KindIcon({ kind }: { kind: DockTab['kind'] }) {
  const Icon = kind && icons[kind];
  return Icon ? <Icon className="kp-dock__icon" /> : null;
}
