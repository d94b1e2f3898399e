import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from './en.json';
import zh from './zh.json';

const src = join(import.meta.dirname, '../..');
const plural = /_(one|other)$/;

function flatten(words: object, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') flat.set(prefix + key, value);
    else for (const [inner, text] of flatten(value as object, `${prefix}${key}.`)) flat.set(inner, text);
  }
  return flat;
}

const english = flatten(en);
const chinese = flatten(zh);
const keys = (words: Map<string, string>) => new Set([...words.keys()].map((key) => key.replace(plural, '')));
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => readFileSync(join(src, name), 'utf8'))
  .join('\n');

describe('the words of the console', () => {
  it('are the same set in English and Chinese', () => {
    expect([...keys(chinese)].sort()).toEqual([...keys(english)].sort());
  });

  it('have the same placeholders in both languages', () => {
    const placeholders = (text = '') => [...new Set(text.match(/\{\{\w+\}\}|<\/?\w+>/g))].sort();
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? chinese.get(`${key.replace(plural, '')}_other`);
      expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  it('are all used', () => {
    const prefixes = [...sources.matchAll(/`([\w.]+\.)\$\{/g)].map(([, prefix]) => prefix ?? '');
    const unused = [...keys(english)].filter(
      (key) =>
        !sources.includes(`'${key}'`) &&
        !sources.includes(`"${key}"`) &&
        !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('are all there that the pages ask for', () => {
    const asked = [...sources.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key]) => key ?? '');
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter((key) => !keys(english).has(key))).toEqual([]);
  });
});
