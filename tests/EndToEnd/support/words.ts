import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './program';

export type Language = 'en' | 'zh';
export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The console's own words, so that one story is told in every language. */
export function wordsOf(language: Language): Words {
  const list = JSON.parse(readFileSync(join(repository, `web/src/shared/i18n/${language}.json`), 'utf8')) as object;
  return (key, values = {}) => {
    const text = key.split('.').reduce<unknown>((words, part) => (words as Record<string, unknown>)?.[part], list);
    if (typeof text !== 'string') throw new Error(`There is no word ${key} in ${language}.`);
    return text.replace(/\{\{(\w+)\}\}/g, (_all, name: string) => String(values[name]));
  };
}
