import { useQueryClient } from '@tanstack/react-query';
import { useLiveClient } from '@/shared/live/LiveContext';
import { chooseLanguage } from './i18n';
import type { Language } from './languages';

/** Changes the language of everything on the page at once. */
export function useChooseLanguage(): (language: Language) => Promise<void> {
  const client = useQueryClient();
  const live = useLiveClient();
  return async (language) => {
    await chooseLanguage(language);
    // Rows carry words of the server, which come in the language that they were asked in.
    live.reconnect();
    await client.invalidateQueries();
  };
}
