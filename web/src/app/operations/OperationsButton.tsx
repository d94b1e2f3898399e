import { NotificationBadge, NotificationBadgeVariant, Spinner } from '@patternfly/react-core';
import { useTranslation } from 'react-i18next';
import { useOperations } from '@/shared/operations/operations';

/** What runs and what failed, visible from every page; opens the drawer with all of it. */
export function OperationsButton({ isOpen, onToggle }: { isOpen: boolean; onToggle(): void }) {
  const { t } = useTranslation();
  const operations = useOperations();
  const running = operations.filter(({ state }) => state === 'running').length;
  const failed = operations.filter(({ state, isRead }) => state === 'failed' && !isRead).length;
  const words = [
    running > 0 && t('operations.running', { count: running }),
    failed > 0 && t('operations.failed', { count: failed }),
  ].filter(Boolean);
  return (
    <span className="kp-operations">
      {running > 0 && <Spinner size="md" aria-label={t('operations.running', { count: running })} />}
      <NotificationBadge
        className="kp-operations-toggle"
        variant={failed > 0 ? NotificationBadgeVariant.attention : NotificationBadgeVariant.read}
        count={failed}
        isExpanded={isOpen}
        aria-label={[t('operations.title'), ...words].join(', ')}
        onClick={onToggle}
      />
    </span>
  );
}
