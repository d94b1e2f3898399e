import { useEffect, useRef } from 'react';
import i18next from 'i18next';
import { languages } from '@/shared/i18n/languages';
import { useChooseLanguage } from '@/shared/i18n/useChooseLanguage';
import { onPreferenceChange, readPreference } from '@/shared/storage/preference';
import { keepPreferences } from './preferenceSync';

/** Keeps the person's choices in step with the server while they are signed in. */
export function usePreferenceSync(username: string): void {
  const chooseLanguage = useRef(useChooseLanguage());
  useEffect(
    () =>
      onPreferenceChange('language', () => {
        const language = languages.find(({ code }) => code === readPreference('language'));
        if (language && language.code !== i18next.language) void chooseLanguage.current(language.code);
      }),
    [],
  );
  useEffect(() => keepPreferences(username), [username]);
}
