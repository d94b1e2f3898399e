import { useLanguage } from '@/shared/i18n/useLanguage';
import { localTimes } from '@/shared/time/localTimes';
import type { Severity } from '@/shared/api/published';
import { SeverityIcon } from './SeverityIcon';
import { useStateWords } from './useStateWords';

interface Props {
  state: string;
  severity: Severity;
  /** Why, in the server's words; shown under the state where there is room, in the tooltip otherwise. */
  message?: string;
  showMessage?: boolean;
}

/** A status: icon and words, never colour alone. */
export function StatusText({ state, severity, message: given, showMessage = false }: Props) {
  const words = useStateWords();
  const language = useLanguage();
  const message = given && localTimes(given, language);
  return (
    <span className="kp-status" title={message || undefined}>
      <SeverityIcon severity={severity} /> <span className="kp-status__word">{words(state)}</span>
      {showMessage && message && <span className="kp-status__reason">{message}</span>}
    </span>
  );
}
