import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * Words for the states of the published enums. A state without words (a kubelet's reason such as CrashLoopBackOff) is a term of
 * Kubernetes itself and stays as it is.
 */
export function useStateWords(): (state: string) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (state: string) => {
      if (!state) return '–';
      const key = `states.${state}`;
      return i18n.exists(key) ? t(key as 'states.Running') : state;
    },
    [t, i18n],
  );
}
