import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readPreference, writePreference } from '@/shared/storage/preference';
import { pickLanguage, type Language } from './languages';

const loaders = {
  en: () => import('./en.json'),
  zh: () => import('./zh.json'),
};

/** Loads the person's language before anything is drawn, so that no page flashes in another one. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage([readPreference('language'), ...navigator.languages]);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: (await loaders[language]()).default } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

export async function chooseLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await loaders[language]()).default);
  }
  writePreference('language', language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
