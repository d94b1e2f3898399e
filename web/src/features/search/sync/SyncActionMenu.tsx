import { Dropdown, DropdownItem, DropdownList, MenuToggle } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SyncAction } from './shapes';
import type { SyncRequest } from './useSync';

interface Props {
  cluster: string;
  resource?: string;
  isPaused: boolean;
  /** Paused with the whole cluster: nothing can be done with one kind of it. */
  isHeld?: boolean;
  /** Whether a check runs or waits. */
  isChecked: boolean;
  isPlain?: boolean;
  onAsk(request: SyncRequest): void;
}

/** What can be done with the sync of a cluster or kind. */
export function SyncActionMenu({
  cluster,
  resource,
  isPaused,
  isHeld = false,
  isChecked,
  isPlain = true,
  onAsk,
}: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const actions: { action: SyncAction; isDisabled: boolean }[] = [
    { action: isPaused ? 'resume' : 'pause', isDisabled: false },
    { action: 'check', isDisabled: isPaused || isHeld || isChecked },
    { action: 'rebuild', isDisabled: isPaused || isHeld },
  ];
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSelect={() => setOpen(false)}
      popperProps={{ position: 'end' }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant={isPlain ? 'plain' : 'default'}
          icon={isPlain ? <EllipsisVIcon /> : undefined}
          aria-label={isPlain ? t('list.rowActions', { name: resource ?? cluster }) : undefined}
          isExpanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {isPlain ? undefined : t('actions.menu')}
        </MenuToggle>
      )}
    >
      <DropdownList>
        {actions.map(({ action, isDisabled }) => (
          <DropdownItem
            key={action}
            isDisabled={isDisabled}
            description={t(`sync.hint.${action}`)}
            onClick={() => onAsk({ action, cluster, resource })}
          >
            {t(`sync.actions.${action}`)}
          </DropdownItem>
        ))}
      </DropdownList>
    </Dropdown>
  );
}
