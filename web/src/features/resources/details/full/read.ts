import type { TFunction } from 'i18next';
import { isMap, type JsonMap, type Maybe } from '@/shared/yaml/json';
import type { Detail } from './Detail';

/** What stands at a path of an object: `spec.strategy.type`. */
export const at = (object: Maybe, path: string): Maybe =>
  path.split('.').reduce<Maybe>((value, step) => (isMap(value) ? value[step] : undefined), object);

/** The same as people read it: lists by commas, maps as `key=value`, nothing where there is nothing. */
export const textAt = (object: Maybe, path: string): string => textOf(at(object, path));

export function textOf(value: Maybe): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join(', ');
  if (!isMap(value)) return String(value);
  return Object.entries(value)
    .map(([key, inner]) => (isMap(inner) ? `${key}.${textOf(inner)}` : `${key}=${textOf(inner)}`))
    .join(', ');
}

/** The entries of a list that are maps. */
export function mapsAt(object: Maybe, path: string): JsonMap[] {
  const value = at(object, path);
  return Array.isArray(value) ? value.filter(isMap) : [];
}

export const namespaceOf = (object: JsonMap): string => textAt(object, 'metadata.namespace');

/** Fields under the names that Kubernetes gives them; those that are not set are left out. */
export const fieldTable = (t: TFunction, title: string, object: Maybe, paths: readonly string[]): Detail =>
  pairTable(
    t,
    title,
    paths.map((path) => [path.replace(/^(spec|status)\./, ''), textAt(object, path)]),
  );

export const pairTable = (t: TFunction, title: string, pairs: readonly (readonly [string, string])[]): Detail => ({
  title,
  columns: [t('fields.name'), t('bulk.value')],
  rows: pairs.filter(([, value]) => value !== ''),
});

/** Every value below a map by its path. */
export function leaves(value: Maybe, prefix = ''): [string, string][] {
  if (!isMap(value)) return prefix === '' ? [] : [[prefix, textOf(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, prefix === '' ? key : `${prefix}.${key}`));
}
