import { DropdownItem } from '@patternfly/react-core';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import { useTranslation } from 'react-i18next';
import { ButtonMenu } from '@/shared/actions/ButtonMenu';
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
  const actions: { action: SyncAction; isDisabled: boolean }[] = [
    { action: isPaused ? 'resume' : 'pause', isDisabled: false },
    { action: 'check', isDisabled: isPaused || isHeld || isChecked },
    { action: 'rebuild', isDisabled: isPaused || isHeld },
  ];
  return (
    <ButtonMenu
      label={isPlain ? t('list.rowActions', { name: resource ?? cluster }) : t('actions.menu')}
      icon={isPlain && <EllipsisVIcon />}
    >
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
    </ButtonMenu>
  );
}
