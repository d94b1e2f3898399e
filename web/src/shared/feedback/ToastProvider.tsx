import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';
import { useCallback, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteOutcome } from '@/shared/operations/operations';
import { ToastContext, type Toast } from './ToastContext';

const shownFor = 6_000;

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [toasts, setToasts] = useState<(Toast & { id: number })[]>([]);
  const show = useCallback((toast: Toast) => {
    setToasts((all) => [...all.slice(-4), { ...toast, id: (all.at(-1)?.id ?? 0) + 1 }]);
    // What somebody did not read in time is still in the drawer.
    if (toast.variant !== 'info') noteOutcome(toast.variant === 'danger' ? 'failed' : 'done', toast.title, toast.body);
  }, []);
  const drop = (id: number) => setToasts((all) => all.filter((toast) => toast.id !== id));
  return (
    <ToastContext value={show}>
      {children}
      <AlertGroup isToast isLiveRegion>
        {toasts.map(({ id, variant, title, body }) => (
          <Alert
            key={id}
            variant={variant}
            title={title}
            // A failure stays until it is read.
            timeout={variant === 'danger' ? false : shownFor}
            onTimeout={() => drop(id)}
            actionClose={<AlertActionCloseButton aria-label={t('actions.close')} onClose={() => drop(id)} />}
          >
            {body}
          </Alert>
        ))}
      </AlertGroup>
    </ToastContext>
  );
}
