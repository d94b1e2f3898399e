import { useTranslation } from 'react-i18next';
import { request } from '@/shared/api/client';
import { ConfirmDialog } from '@/shared/feedback/ConfirmDialog';
import { useDialogAction } from '@/shared/feedback/useDialogAction';
import { peopleKey, userPath, userSessionsPath, type UserInfo } from '../people/peopleApi';

export type UserVerb = 'enable' | 'disable' | 'factor' | 'signOut';

const calls: Record<UserVerb, (user: UserInfo) => Promise<unknown>> = {
  enable: ({ id }) => request('PUT', userPath(id), { body: { enabled: true } }),
  disable: ({ id }) => request('PUT', userPath(id), { body: { enabled: false } }),
  factor: ({ id }) => request('DELETE', `${userPath(id)}/mfa`),
  signOut: ({ id }) => request('POST', `${userSessionsPath(id)}/end`),
};

interface Props {
  user: UserInfo;
  verb: UserVerb;
  onClose(): void;
}

/** Asks before something is done to somebody, and says what ends with it. */
export function UserConfirmDialog({ user, verb, onClose }: Props) {
  const { t } = useTranslation();
  const { name } = user;
  const doing = useDialogAction({
    run: () => calls[verb](user),
    done: t(`users.${verb}.done`, { name }),
    changes: peopleKey,
    onDone: onClose,
  });
  return (
    <ConfirmDialog
      title={t(`users.${verb}.title`, { name })}
      action={t(`users.${verb}.open`)}
      isDanger={verb !== 'enable'}
      doing={doing}
      onClose={onClose}
    >
      {t(`users.${verb}.body`, { name })}
    </ConfirmDialog>
  );
}
