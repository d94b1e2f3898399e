import type { ParseKeys, TFunction } from 'i18next';

/** Words of the console by their key, or a text that comes from elsewhere, as the columns of a custom resource do. */
export type Words = ParseKeys | { text: string };

export const say = (t: TFunction, words: Words): string => (typeof words === 'string' ? t(words) : words.text);
