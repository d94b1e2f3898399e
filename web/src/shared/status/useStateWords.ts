import i18next from 'i18next';
import { useLanguage } from '@/shared/i18n/useLanguage';

/**
 * Words for the states of the published enums. A state without words (a kubelet's reason such as CrashLoopBackOff) is a term of
 * Kubernetes itself and stays as it is.
 */
export function useStateWords(): (state: string) => string {
  useLanguage();
  return stateWords;
}

function stateWords(state: string): string {
  if (!state) return '–';
  const key = `states.${state}`;
  return i18next.exists(key) ? i18next.t(key as 'states.Running') : state;
}
