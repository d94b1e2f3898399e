/** The languages of the console; each has a complete word list beside this file. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'zh', name: '简体中文' },
] as const;

export type Language = (typeof languages)[number]['code'];

/** The first of the person's languages that the console speaks; English otherwise. */
export function pickLanguage(wanted: readonly (string | null)[]): Language {
  for (const tag of wanted) {
    const found = languages.find(({ code }) => tag?.toLowerCase().split('-')[0] === code);
    if (found) return found.code;
  }
  return 'en';
}
