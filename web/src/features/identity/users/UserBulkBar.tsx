import { Button, Toolbar, ToolbarContent, ToolbarGroup, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { GuardedButton } from '@/shared/actions/GuardedButton';
import type { Selection } from '@/shared/list/useSelection';
import { usePlatformRefusal } from '../people/usePeopleRights';
import type { UserInfo } from '../people/peopleApi';
import { UserBulkDialog, type UserBulkVerb } from './UserBulkDialog';

/** What can be done with all ticked people at once. */
export function UserBulkBar({ selection }: { selection: Selection<UserInfo> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<{ verb: UserBulkVerb; users: UserInfo[] } | null>(null);
  const refusals: Record<UserBulkVerb, string | undefined> = {
    join: usePlatformRefusal('groups', 'update-members'),
    disable: usePlatformRefusal('users', 'update'),
    delete: usePlatformRefusal('users', 'delete'),
  };
  return (
    <>
      <Toolbar className="kp-toolbar kp-bulk" inset={{ default: 'insetSm' }} data-testid="bulk">
        <ToolbarContent>
          <ToolbarItem alignSelf="center">
            <strong>{t('bulk.selected', { count: selection.rows.size })}</strong>
          </ToolbarItem>
          <ToolbarGroup variant="action-group">
            {(['join', 'disable', 'delete'] as const).map((verb) => (
              <ToolbarItem key={verb}>
                <GuardedButton
                  size="sm"
                  variant="secondary"
                  isDanger={verb === 'delete'}
                  refusal={refusals[verb]}
                  onClick={() => setOpen({ verb, users: [...selection.rows.values()] })}
                >
                  {t(`users.bulk.${verb}.open`)}
                </GuardedButton>
              </ToolbarItem>
            ))}
            <ToolbarItem>
              <Button size="sm" variant="link" onClick={selection.clear}>
                {t('bulk.clear')}
              </Button>
            </ToolbarItem>
          </ToolbarGroup>
        </ToolbarContent>
      </Toolbar>
      {open && (
        <UserBulkDialog
          {...open}
          onClose={() => {
            setOpen(null);
            selection.clear();
          }}
        />
      )}
    </>
  );
}
