import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmDialog } from '@/shared/feedback/ConfirmDialog';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { tokenPath, tokensKey, type AccessToken } from './tokenApi';

/** Asks before a token ends. */
export function RevokeTokenDialog({ token, onClose }: { token: AccessToken; onClose(): void }) {
  const { t } = useTranslation();
  const revoking = useDialogAction({
    run: () => request('DELETE', tokenPath(token.id)),
    done: t('tokens.revoked', { name: token.name }),
    changes: tokensKey,
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t('tokens.revokeTitle', { name: token.name })}
      action={t('tokens.revoke')}
      doing={revoking}
      onClose={onClose}
    >
      {t('tokens.revokeBody')}
    </ConfirmDialog>
  );
}
