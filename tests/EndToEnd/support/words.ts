import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './program';

export type Language = 'en' | 'zh';
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The console's own words, so that one story is told in every language; with `count` the form for so many. */
export function wordsOf(language: Language): Words {
  const list = JSON.parse(readFileSync(join(repository, `web/src/shared/i18n/${language}.json`), 'utf8')) as object;
  const find = (key: string) =>
    key.split('.').reduce<unknown>((words, part) => (words as Record<string, unknown>)?.[part], list);
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const text = find(typeof values.count === 'number' ? `${key}_${plural.select(values.count)}` : key) ?? find(key);
    if (typeof text !== 'string') throw new Error(`There is no word ${key} in ${language}.`);
    return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
  };
}
