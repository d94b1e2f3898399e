import { useTranslation } from 'react-i18next';
import type { Severity } from '@/shared/api/published';
import { SeverityIcon } from '@/shared/status/SeverityIcon';
import type { ClusterSyncStatus, KindSyncStatus } from './shapes';

/** A state with its icon, and why. */
function State({ severity, word, why }: { severity: Severity; word: string; why?: string }) {
  return (
    <span className="kp-status">
      <SeverityIcon severity={severity} /> <span className="kp-status__word">{word}</span>
      {why && <span className="kp-status__reason">{why}</span>}
    </span>
  );
}

/** How a cluster stands. */
export function ClusterSyncState({ status }: { status: ClusterSyncStatus }) {
  const { t } = useTranslation();
  const { paused, reason, message, behind, kinds, pausedKinds } = status;
  if (paused)
    return <State severity="idle" word={t('sync.state.paused')} why={t('sync.pausedBy', { name: paused.by })} />;
  if (reason) return <State severity="failing" word={t('sync.state.away')} why={message} />;
  if (behind > pausedKinds)
    return <State severity="warning" word={t('sync.state.behind')} why={t('sync.behindOf', { behind, kinds })} />;
  if (pausedKinds > 0)
    return (
      <State severity="idle" word={t('sync.state.partlyPaused')} why={t('sync.pausedKinds', { count: pausedKinds })} />
    );
  return <State severity="healthy" word={t('sync.state.live')} />;
}

/** How a kind of a cluster stands. */
export function KindSyncState({ status }: { status: KindSyncStatus }) {
  const { t } = useTranslation();
  const { leftOut, paused, freshness, watched } = status;
  if (leftOut) return <State severity="idle" word={t('sync.state.leftOut')} />;
  if (paused)
    return <State severity="idle" word={t('sync.state.paused')} why={t('sync.pausedBy', { name: paused.by })} />;
  if (freshness.reason === 'sync.paused') return <State severity="idle" word={t('sync.state.paused')} />;
  if (!freshness.live)
    return (
      <State
        severity={freshness.synced ? 'warning' : 'progressing'}
        word={t('sync.state.behind')}
        why={freshness.message}
      />
    );
  return <State severity="healthy" word={t(watched ? 'sync.state.live' : 'sync.state.polled')} />;
}
