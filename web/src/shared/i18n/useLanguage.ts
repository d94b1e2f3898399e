import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

const follow = (listener: () => void) => {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
};

/** The language of the page, with less work than `useTranslation`: for what a page has hundreds of, which takes its words from `i18next.t`. */
export const useLanguage = (): string => useSyncExternalStore(follow, () => i18next.language);
